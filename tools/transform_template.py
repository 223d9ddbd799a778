"""Prints what CloudFormation makes of a SAM template, as JSON, without asking AWS.

Usage: transform_template.py TEMPLATE. The packages are not there yet, so each function is given a place for one."""

import json
import sys

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoManagedPolicies:
    """The template names no managed policy by its short name, so there is none to look up."""

    def load(self):
        return {}


with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = "s3://bucket/package"
json.dump(transform(template, {}, NoManagedPolicies()), sys.stdout)
