//! What every store must do, written against the port and run on every [`support::Backend`]: the cases are listed at the
//! end of this file. What is one backend's own, and the buses, are held here as well.
#![cfg(test)]

mod api_keys;
mod bus;
mod crash;
mod diagnoses;
mod directory;
mod events;
mod executions;
mod feeds;
mod forgetting;
mod hand_overs;
mod inbox;
mod meters;
mod outbox;
mod ownership;
mod personal;
mod placing;
mod postgres_only;
mod sessions;
mod sign_ins;
mod support;
mod tallies;

/// Runs every case of the contract against every backend.
macro_rules! contract {
    ($($cases:tt)*) => {
        mod sqlite {
            cases! { SqliteFile: $($cases)* }
        }
        mod postgres {
            cases! { PostgresDatabase: $($cases)* }
        }
    };
}

/// Runs cases against one backend.
macro_rules! cases {
    ($backend:ident: $($group:ident { $($case:ident)* })*) => {
        $(mod $group {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                crate::$group::$case(&crate::support::$backend::new()).await;
            })*
        })*
    };
}

contract! {
    api_keys {
        a_key_is_found_as_it_was_kept_until_it_expires
        a_new_key_takes_the_place_of_what_was_asked_for_before
        what_is_revoked_ends_here_at_once_and_elsewhere_within_seconds
        when_a_key_was_used_is_kept_to_the_hour
        of_twenty_at_once_one_takes_the_turn
        a_turn_comes_again_at_its_time_for_every_process
        whoever_comes_too_early_makes_nobody_wait_longer
        what_is_over_is_forgotten
    }
    placing {
        a_new_press_is_stored_and_will_be_sent_and_told
        the_same_press_again_starts_nothing
        a_press_stays_known_after_its_end
        the_same_key_of_two_people_is_two_presses
        one_in_flight_on_a_device_whoever_asks
        what_was_not_placed_leaves_no_trace
        other_devices_and_remedies_are_free
        the_device_is_free_again_after_every_end
        twenty_at_once_with_one_key_start_one
        twenty_at_once_with_their_own_keys_start_one
        two_processes_at_once_start_one
    }
    outbox {
        what_is_held_is_held_by_one
        twenty_dispatchers_take_each_row_once
        the_oldest_first_and_not_more_than_asked
        a_send_begins_once
        a_lost_lease_cannot_begin
        a_lease_that_ran_out_cannot_begin
        a_begun_send_is_known_to_whoever_comes_next
        one_row_that_cannot_be_read_keeps_no_other_back
        what_is_postponed_comes_back_when_it_is_due
        what_is_due_and_held_by_nobody_is_counted
        a_lost_lease_cannot_postpone
        nothing_is_left_to_send_once_it_left_the_queue
        what_left_the_queue_cannot_begin_or_come_back
        an_answer_is_sent_by_the_same_outbox
        whoever_held_an_earlier_message_does_not_touch_a_later_one
        what_was_not_begun_can_be_taken_back
        what_was_begun_cannot_be_taken_back
        what_is_planned_is_due_at_its_time_and_says_who_planned_it
        what_is_planned_can_be_taken_back_and_holds_the_device_until_then
    }
    executions {
        everything_about_an_execution_is_kept
        of_two_who_change_it_one_succeeds
        ten_who_change_it_at_once_are_one_change
        what_is_not_there_cannot_be_changed
        only_a_new_state_is_told
        a_person_sees_their_own_the_latest_first
        a_device_shows_what_is_open_or_recent
        open_is_what_has_not_ended
        what_is_open_is_found_by_its_request
        what_a_report_says_may_hold_any_character
    }
    events {
        everybody_hears_only_of_themselves
        they_come_in_order_and_in_parts
        ids_grow_over_everybody
        twenty_at_once_are_twenty_events
        everybodys_come_with_whose_they_are
        whoever_has_read_up_to_an_id_never_finds_an_older_one
    }
    forgetting {
        what_ended_long_ago_goes
        what_is_open_stays_however_old
        an_id_is_never_given_twice
        looks_and_hand_overs_go_with_executions
    }
    diagnoses {
        it_is_kept_with_what_it_runs
        the_same_press_looks_once
        where_one_is_under_way_nothing_is_placed
        twenty_looks_at_once_with_one_key_are_one
        a_person_sees_their_own_looks_the_latest_first
        a_look_outlives_a_crash
    }
    hand_overs {
        it_is_kept_whole_and_will_be_sent
        they_are_counted_by_their_state
        the_same_press_is_the_same_hand_over
        one_at_a_time_about_one_subject
        what_failed_may_be_handed_over_again
        twenty_at_once_about_one_subject_are_one
        it_is_held_by_one_sender
        one_that_cannot_be_read_keeps_no_other_back
        one_call_is_begun_at_a_time
        what_is_put_off_comes_back_when_it_is_due
        what_is_over_is_not_leased
        of_two_who_move_it_one_succeeds
        a_person_sees_their_own_hand_overs
        a_begun_call_is_never_forgotten
    }
    personal {
        the_last_word_counts
        nothing_is_said_about_what_is_not_there
        what_was_said_goes_with_what_it_is_about
        whoever_chose_nothing_has_nothing
        the_device_that_was_chosen_last_is_remembered
        favourites_are_marked_and_unmarked
        a_topic_and_a_remedy_of_one_name_are_two
        twenty_marks_at_once_are_one
        what_was_chosen_is_kept_while_somebody_comes
    }
    tallies {
        nothing_is_counted_twice_or_from_before
        what_is_handed_over_counts_until_its_time_is_over
        the_word_on_a_run_goes_before_that_on_its_look
        what_was_found_once_stays_found
    }
    directory {
        nobody_is_told_anything_before_it_is_whole
        as_many_rows_as_come_at_once_are_all_there
        what_was_listed_before_its_figures_had_a_column_is_still_listed
        a_new_generation_takes_the_place_of_the_old_one_at_once
        one_set_may_come_alone
        one_generation_is_made_at_a_time
        what_is_given_up_is_made_by_others_at_once
        whoever_goes_on_has_what_was_brought_before
        who_logged_on_last_stands_in_where_nobody_was_seen
        how_far_a_discovery_is_is_kept
        a_day_is_what_was_known_last_on_it
        names_may_hold_any_character
    }
    feeds {
        a_file_is_noted_with_its_bad_rows
        a_bad_row_may_hold_any_character
        the_last_of_each_kind_is_told_and_the_latest_rows_come_first
        what_is_old_goes_but_the_last_files_stay
        a_database_with_later_steps_takes_these
        files_that_were_noted_before_are_of_the_set_that_their_feed_has_in_force
    }
    meters {
        a_meter_is_kept_by_whoever_has_read_it
        twenty_who_count_at_once_lose_nothing
    }
    inbox {
        the_same_body_of_one_source_is_one
        twenty_at_once_are_kept_once
        it_is_read_by_one_at_a_time
        what_was_read_is_not_read_again
        whoever_lost_a_lease_settles_nothing
        what_cannot_be_read_is_kept_to_be_looked_at
        what_is_replayed_is_read_again
        what_is_discarded_is_gone
        the_reason_may_hold_any_character
        a_token_is_its_sources_until_it_expires
        a_token_of_a_feed_is_no_token_of_a_source
        of_too_much_that_cannot_be_read_the_oldest_goes
        what_was_read_is_known_for_a_while
        what_came_in_outlives_a_crash
    }
    crash {
        everything_that_was_said_is_there
        a_lease_outlives_its_holder
        a_begun_send_is_never_forgotten
        ids_go_on
    }
    sessions {
        a_session_is_kept_over_a_restart
        nobody_gets_a_session_that_is_taken
        a_change_is_seen_at_once
        who_signed_out_is_out
        a_request_that_ends_after_the_sign_out_does_not_undo_it
        a_page_that_loads_meanwhile_does_not_hold_on_to_a_session
        a_session_ends_on_time_even_where_it_is_held_in_memory
        expired_sessions_are_forgotten_and_others_are_not
    }
    sign_ins {
        failures_are_counted_by_all_processes_for_a_while
        all_sessions_of_one_person_end_and_no_others
        what_ends_at_the_provider_ends_here_and_at_that_provider_only
        open_sessions_say_who_and_how_and_ended_ones_are_gone
        a_token_counts_once_for_its_issuer
        a_sign_in_is_handed_over_once_and_in_time
        a_sign_in_that_the_provider_gave_no_session_ends_with_its_person
        a_sign_in_on_its_way_ends_with_the_others
        what_an_account_is_followed_with_is_not_overwritten_by_a_request_that_began_earlier
    }
}
