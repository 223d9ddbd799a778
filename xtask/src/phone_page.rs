//! `cargo xtask page`: the helpline as a page on this machine.

use crate::out::say;
use crate::{cli, setup};
use local_cloud::{Project, Stack};
use phone_page::PhonePage;
use std::sync::mpsc;

/// Serves the page for the stack that runs, until Ctrl-C.
pub(crate) fn run(project: &Project, page: &cli::Page) -> anyhow::Result<()> {
    serve(setup::running(project)?, page.port)
}

/// Serves the page, says where, and waits until it is interrupted.
pub(crate) fn serve(stack: Stack, port: u16) -> anyhow::Result<()> {
    let page = PhonePage::serve(stack, port)?;
    say!("The phone page (a development tool) is at {}  Ctrl-C ends it.", page.url());
    let (interrupted, waits) = mpsc::channel();
    ctrlc::set_handler(move || _ = interrupted.send(()))?;
    // Ends by the signal, or when its sender is gone.
    let _ = waits.recv();
    page.close();
    say!("the phone page is closed");
    Ok(())
}
