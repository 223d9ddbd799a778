//! The department and the category that a command names: unknown ones are told with those that exist.

use desk_api::BadRequest;
use directory::{Department, Directory};
use lifecycle::{CategoryCode, Command, DepartmentCode};

/// Checks the codes of a command, before anything is said of the case.
pub(super) fn codes(directory: &Directory, command: &Command) -> Result<(), BadRequest> {
    match command {
        Command::Sort { department, category, .. } => category_of(known(directory, department)?, category),
        Command::Transfer { department: Some(department), category } => {
            let department = known(directory, department)?;
            category.as_ref().map_or(Ok(()), |category| category_of(department, category))
        }
        _ => Ok(()),
    }
}

fn known<'a>(directory: &'a Directory, code: &DepartmentCode) -> Result<&'a Department, BadRequest> {
    directory.department(code).ok_or_else(|| {
        let all = directory.departments.iter().map(|department| department.code.as_str());
        BadRequest::new("department", format!("is none: {}", none_such(code.as_str(), all)))
    })
}

fn category_of(department: &Department, code: &CategoryCode) -> Result<(), BadRequest> {
    let all = || department.categories.iter().map(|category| category.code.as_str());
    if all().any(|known| known == code.as_str()) {
        return Ok(());
    }
    let why = format!("is none in {}: {}", department.code, none_such(code.as_str(), all()));
    Err(BadRequest::new("category", why))
}

fn none_such<'a>(code: &str, all: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<&str> = all.collect();
    format!("there is no `{code}`; there are {}", all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(command: &Command) -> String {
        codes(&state_directory::playbook().unwrap().directory, command)
            .map_or_else(|why| why.to_string(), |()| "-".into())
    }

    fn department(code: &str) -> DepartmentCode {
        DepartmentCode::new(code).unwrap()
    }

    fn sort(to: &str, category: &str) -> Command {
        let category = CategoryCode::new(category).unwrap();
        Command::Sort { department: department(to), category, kind: None, about_scheme: None }
    }

    fn transfer(to: Option<&str>, category: Option<&str>) -> Command {
        let category = category.map(|category| CategoryCode::new(category).unwrap());
        Command::Transfer { department: to.map(department), category }
    }

    #[test]
    fn a_department_that_is_none_is_told_with_those_that_exist() {
        for command in [sort("ZZZ", "general"), transfer(Some("ZZZ"), None)] {
            let said = refused(&command);
            assert!(said.starts_with("`department` is none: there is no `ZZZ`; there are REV, "), "{said}");
        }
    }

    #[test]
    fn a_category_that_is_none_is_told_with_those_of_its_department() {
        let said = refused(&sort("FCS", "rations"));
        assert!(said.starts_with("`category` is none in FCS: there is no `rations`; there are general, "), "{said}");
        assert_eq!(refused(&transfer(Some("FCS"), Some("rations"))), said);
    }

    #[test]
    fn codes_that_exist_and_a_transfer_to_the_triage_desk_pass() {
        for command in [sort("FCS", "general"), transfer(Some("PRD"), None), transfer(None, None)] {
            assert_eq!(refused(&command), "-");
        }
    }
}
