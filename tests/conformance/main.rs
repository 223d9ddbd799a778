//! What every ledger keeps: the one in memory, on which every other test stands, keeps it too.

mod scenarios;

macro_rules! in_memory {
    ($($scenario:ident),* $(,)?) => { $(
        #[tokio::test]
        async fn $scenario() {
            scenarios::$scenario(&helpline::memory::Memory::default()).await;
        }
    )* };
}

in_memory!(
    a_new_case_is_written_once_and_read_back_whole,
    a_write_at_an_older_version_gets_the_case_as_it_is_and_changes_nothing,
    a_marker_gives_the_same_answer_however_often_it_comes,
    the_same_command_twenty_times_at_once_happens_once,
    fifty_writers_on_one_case_all_get_through_without_a_gap,
    of_two_officers_at_once_one_acts_and_the_other_is_told_to_look_again,
    two_sweeps_and_an_officer_at_once_give_one_outcome,
    what_is_due_is_found_in_order_in_its_window_page_by_page,
    a_departments_open_cases_are_listed_by_level_and_due_time_and_the_ended_are_not,
    promised_calls_are_listed_by_due_time_until_they_are_kept,
    a_citizens_cases_are_found_by_pseudonym_and_by_nothing_in_the_case,
    a_case_of_two_thousand_events_stays_small_and_its_history_whole,
);
