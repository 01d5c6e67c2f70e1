//! The name of every message.

use std::sync::Arc;

use super::{Source, Template, plural, template, word};

macro_rules! texts {
    (
        words { $($word:ident),* $(,)? }
        templates { $($template:ident ( $($argument:ident),+ )),* $(,)? }
        frames { $($frame:ident ( $inner:ident )),* $(,)? }
        plurals { $($plural:ident),* $(,)? }
    ) => {
        /// Everything that the pages say in one language.
        #[derive(Debug)]
        pub struct Texts {
            pub(crate) source: Arc<Source>,
            pub(crate) templates: Templates,
            $(pub(crate) $word: Box<str>,)*
        }

        #[derive(Debug)]
        pub(crate) struct Templates {
            $(pub(crate) $template: Template,)*
            $(pub(crate) $frame: Template,)*
        }

        impl Texts {
            /// Resolves every message of a language.
            pub(super) fn load(source: Arc<Source>) -> Self {
                Self {
                    templates: Templates {
                        $($template: template(&source, stringify!($template), &[$(stringify!($argument)),+]),)*
                        $($frame: template(&source, stringify!($frame), &[stringify!($inner)]),)*
                    },
                    $($word: word(&source, stringify!($word)).into(),)*
                    source,
                }
            }

            $(pub(crate) fn $template(&self, $($argument: &str),+) -> String {
                self.templates.$template.fill(&[$($argument),+])
            })*

            $(pub(crate) fn $plural(&self, n: usize) -> String {
                plural(&self.source, stringify!($plural), n)
            })*
        }

        #[cfg(test)]
        pub(super) const NAMES: &[&str] = &[
            $(stringify!($word),)* $(stringify!($template),)* $(stringify!($frame),)*
            $(stringify!($plural),)*
        ];
    };
}

texts! {
    words {
        // shell.ftl
        brand, tagline, skip_to_content, nav_label, nav_home, nav_history, sign_out, language_label,
        session_over, sign_in_again, polling, offline, copied,
        // figures.ftl
        decimal_mark, group_mark, of_hundred, age_now, month_1, month_2, month_3, month_4, month_5, month_6, month_7, month_8,
        month_9, month_10, month_11, month_12, rating_good, rating_average, rating_frustrating, rating_unknown,
        source_live, source_cache, source_daily, why, trend_day, trend_value,
        // home.ftl
        home_title, home_well_many, home_well_more, home_asking, home_asking_more, home_no_device, home_no_device_more,
        home_not_known, home_not_known_more, home_some, home_rest_fine, devices_heading, open_heading, recent_heading,
        recent_all, no_runs, device_online, device_offline, device_no_figures, device_choose, device_well, device_asking,
        device_runs, kind_laptop, kind_desktop, kind_virtual,
        kind_other, score_parts, suggested, pending, trouble_nothing, trouble_kept, trouble_tell,
        // runs.ftl
        restarts, waits_for_device, starting, start_broke, cancel, cancelling, cancel_broke, answer, answer_working,
        answer_broke, choose, other_value, reason_not_needed, reason_already_running,
        reason_watch, state_queued, state_unsure, state_sent, state_waiting_for_device, state_waiting_for_user,
        state_waiting_for_answer, state_answering, state_running, state_verifying, state_fixed, state_not_fixed,
        state_done, state_failed, state_expired, state_declined, state_unanswered, state_cancelled, headline_queued,
        headline_unsure, headline_waiting_for_answer, headline_answering, headline_verifying, headline_fixed,
        headline_not_fixed, headline_done, headline_failed, headline_cancelled, note_queued, note_unsure, note_sent,
        note_waiting_for_user, note_waiting_for_answer, note_waiting_for_answer_again, note_question_gone,
        note_answering, note_verifying, note_done_no_proof, note_done_proof_missed, note_expired, note_declined,
        note_unanswered, note_cancelled, note_cancelled_there, failure_refused, failure_refused_next, failure_not_allowed,
        failure_not_allowed_next, failure_on_device, failure_on_device_next, failure_never_arrived,
        failure_never_arrived_next, failure_never_sent, failure_never_sent_next, failure_never_heard,
        failure_never_heard_next, run_again, close_page, longer, step_sent, step_sending, step_unsure, step_lost,
        step_picked_up, step_pick_up, step_begun, step_begin, step_waiting_for_device, step_waiting_for_user,
        step_waiting_for_answer, step_answering, step_answered, step_running,
        step_check, step_checking, step_checked, step_not_proven, steps, step_done, step_now, step_later, step_stopped,
        proof, before, after, output, output_yes, output_no, output_name, output_value, code_label, copy, words_label, chosen,
        answer_refused, answer_unknown,
        history_title, history_lead, history_what, history_device, history_state, history_when,
        // receipt.ftl
        receipt, receipt_back, receipt_link, receipt_json, receipt_what, receipt_who, receipt_remote_action,
        receipt_workflow, receipt_uid, receipt_ended, receipt_expires, receipt_execution, receipt_request, receipt_run,
        receipt_calls, receipt_no_calls, receipt_state, receipt_cause, receipt_reported, receipt_metric, call_accepted,
        call_refused, call_put_off, call_unknown,
        // problems.ftl
        notice_title, notice_title_cancel, notice_title_answer, notice_too_late, notice_not_asked, notice_not_found, notice_parameters, notice_consent_missing, notice_wrong_platform,
        notice_not_needed, notice_already_running, notice_cooling_down, notice_daily_cap, notice_unavailable,
        notice_key_reused, notice_signed_out, notice_bad_request, notice_not_sure, notice_somebody_else, notice_internal, notice_title_look, notice_title_hand_over,
        notice_title_feedback, notice_title_mark, notice_not_there, notice_no_desk, notice_settled, notice_too_early, notice_note, sign_in_title, sign_in_lead,
        problem_home, problem_sign_in, problem_not_found, problem_not_found_means, problem_not_found_do,
        problem_signed_out, problem_signed_out_means, problem_signed_out_do, problem_unavailable,
        problem_unavailable_means, problem_unavailable_do, problem_not_now, problem_not_now_do, problem_bad_request,
        problem_bad_request_means, problem_bad_request_do, problem_too_large, problem_too_large_means,
        problem_too_large_do, problem_internal, problem_internal_means, problem_internal_do,
        // topics.ftl
        search_label, search_go, search_none_do, search_ask, home_what, favourites_heading,
        diagnoses_heading, favourite_add, favourite_remove, favourite_working, favourite_broke, topic_lead,
        topic_check, topic_check_broke, topic_look, topic_look_more, topic_help, topic_try, topic_why,
        topic_last_see, topic_asking, topic_not_known, topic_no_device, topic_not_this, verdict_looking,
        verdict_fine, verdict_found, verdict_unknown, diagnosis_fine, diagnosis_partly, diagnosis_gone,
        diagnosis_gone_more, diagnosis_helps, diagnosis_fine_more, diagnosis_checks, diagnosis_same, diagnosis_runs,
        diagnosis_again, feedback_ask, feedback_yes, feedback_no, feedback_working, feedback_broke, feedback_helped,
        feedback_not_helped, feedback_rather_yes, feedback_rather_no,
        // hand-over.ftl
        hand_over, hand_over_heading, hand_over_lead, hand_over_see, hand_over_again, hand_over_note, hand_over_note_hint,
        hand_over_send, hand_over_sending, hand_over_broke, hand_over_gets, hand_over_got, hand_over_gets_more,
        hand_over_no_desk, hand_over_no_desk_more, hand_over_by_mail, handed_heading, handed_number, handed_link,
        handed_attached, handed_attaching, handed_not_attached, handed_queued, handed_sending, handed_unsure,
        handed_created, handed_failed, handed_never_heard, handed_queued_note, handed_sending_note, handed_unsure_note,
        handed_refused_note, handed_never_sent_note, handed_never_heard_note, handed_words, handed_state_queued,
        handed_state_sending, handed_state_unsure, handed_state_created, handed_state_failed, facts_name,
        facts_account, facts_email, facts_topic, facts_note, facts_device, facts_model, facts_system, facts_seen,
        facts_findings, facts_figures, facts_runs,
        // device.ftl
        check_again, check_again_working, check_again_broke, check_next_due, check_rhythm_unknown, check_offline,
        check_hold_asking, notice_title_check, notice_just_asked, notice_budget, notice_no_answer, later_label, later_now,
        state_planned, note_planned, step_planned, reason_see, notice_planned, notice_not_then, failure_withdrawn,
        failure_withdrawn_next, failure_not_theirs, failure_not_theirs_next, failure_not_needed, failure_not_needed_next,
        device_choose_this, device_chosen, unseen_do, unseen_card, problem_throttled, problem_throttled_means,
        problem_throttled_do,
        // privacy.ftl
        privacy_title, privacy_lead, privacy_figures, privacy_figures_more, privacy_read, privacy_read_more,
        privacy_no_field, privacy_not_read, privacy_not_read_more, privacy_not_read_else, privacy_remedies,
        privacy_remedies_more, privacy_no_remedies, privacy_consent, privacy_no_consent, privacy_asks,
        privacy_restarts, privacy_reads_only, privacy_kept, privacy_kept_figures, privacy_kept_memory,
        privacy_kept_runs, privacy_kept_planned, privacy_kept_until_sent, privacy_kept_looks,
        privacy_kept_handed, privacy_kept_choices, privacy_kept_session, privacy_kept_news, privacy_kept_rows, privacy_desk,
        privacy_desk_none, privacy_desk_mail, privacy_desk_tickets, privacy_desk_what, privacy_history,
        privacy_history_more, privacy_about_device, privacy_about_user, privacy_about_dex,
        privacy_about_performance, privacy_about_session, privacy_about_crashes, privacy_about_network,
        privacy_about_runs, privacy_untouched_websites, privacy_untouched_programs,
        privacy_untouched_connections, privacy_untouched_meetings, privacy_untouched_surveys,
        privacy_untouched_software, privacy_untouched_place,
        // fields.ftl
        field_uid, field_name, field_kind, field_manufacturer, field_model, field_system, field_last_seen,
        field_last_user, field_last_used, field_restart, field_score, field_score_endpoint, field_score_applications,
        field_score_collaboration, field_disk_free, field_disk_size, field_memory_used, field_memory_size,
        field_processor, field_boot, field_system_crashes, field_logon, field_crashes, field_wifi, field_upn,
        field_user_name, field_sid, field_full_name, field_email, field_request, field_reference,
        field_source, field_what, field_status, field_details, field_outputs, field_asked_at,
        field_changed_at,
        // content.ftl
        admin_pages, content_title, content_lead, content_sound, content_refused, content_remedy, content_upload, content_upload_lead,
        // value.ftl
        value_title, value_period, value_saved_means, value_no_desk, value_csv, value_nothing, value_total,
        value_remedies, value_remedy, value_topics, value_topic, value_people, value_started, value_under_way,
        value_declined, value_helped, value_not_helped, value_handed_over, value_deflected, value_too_early,
        value_saved, value_looks, value_found, value_nothing_found,
        // explain.ftl
        explain_title, explain_lead, explain_logged, explain_person, explain_device, explain_device_hint,
        explain_item, explain_ask, explain_not_a_person, explain_no_item, explain_unavailable, explain_yes,
        explain_no, explain_maybe, explain_audience, explain_everybody, explain_none, explain_theirs,
        explain_platform, explain_free, explain_free_yes, explain_cooldown, explain_cooldown_none, explain_cap,
        explain_needed, explain_needed_always, explain_online, explain_content, explain_content_sound,
        explain_content_refused,
        // limits.ftl
        limits_title, limits_lead, limits_api_nql, limits_api_export, limits_api_remote_actions, limits_api_workflows, limits_used, limits_allowed, limits_unlimited, limits_next,
        limits_next_now, limits_waiting, limits_waited, limits_given_up, limits_calls, limits_kind, limits_minute,
        limits_hour, limits_total, limits_refused, limits_state, limits_fine, limits_trouble, limits_users,
        limits_devices, limits_history, limits_sightings, limits_trigger, limits_export,
        limits_directory, limits_directory_shown, limits_directory_live, limits_directory_none,
        limits_directory_down, limits_directory_devices, limits_directory_people, limits_directory_next,
        limits_directory_due, limits_directory_never, limits_feed_late, limits_feed_none,
        // sign-in.ftl
        sign_in_choose, sign_in_choose_lead, sign_in_no_way, connect_title, connect_busy, connect_lead, connect_tab, connect_retry,
        connect_no_scripts, connect_nobody, connect_several, connect_unavailable, connect_too_many_tries,
        connect_popup_blocked, connect_code_used, popup_done_title, popup_done_do, signed_out_title, signed_out_means,
        problem_nobody, problem_nobody_means, problem_several, problem_several_means, problem_not_recognised_do,
        problem_sign_in_refused, problem_sign_in_refused_means, problem_sign_in_refused_do, problem_too_many_tries,
        problem_too_many_tries_means, problem_sign_in_unavailable, problem_sign_in_unavailable_means,
        problem_sign_in_unavailable_do, copy_text, sign_ins_title, sign_ins_lead, sign_ins_here, sign_ins_framed,
        sign_ins_elsewhere, sign_ins_end, sign_ins_everybody, sign_ins_everybody_lead, sign_out_everywhere, sign_out_onward,
    }
    templates {
        percent(n), gigabytes(n), megabytes(n), dbm(n), seconds(n), duration_seconds(s), duration_minutes(m),
        duration_minutes_seconds(m, s), duration_hours(h), duration_hours_minutes(h, m), of_whole(value, whole),
        usually(value), age_minutes(n), age_hours(n), age_days(n), clock_utc(time), date(day, month), date_clock(date, time),
        trend_table(n), trend_span(n), trend_says(label, n, first, last), score_up(n, days), score_down(n, days), score_same(days),
        home_well_one(device),
        takes_about(duration), reason_wrong_platform(platforms),
        headline_sent(device), headline_waiting_for_device(device),
        headline_waiting_for_user(device), headline_expired(device), headline_declined(device),
        headline_unanswered(device), note_fixed(metric),
        note_not_fixed(metric), elapsed_of(duration), took(duration), started_on(device), back_to_device(device),
        problem_code(code), receipt_kept_for(duration), call_times(n),
        sign_in_with(label), sign_ins_end_of(person), connect_refused(code), problem_nobody_tell(who), problem_several_tell(who),
        check_learnt(duration), check_usual(duration), diagnosis_planned(remedy), unseen(device, days), diagnosis_not_theirs(device),
        privacy_for(audiences), privacy_after_end(days), privacy_kept_unread(days), privacy_kept_days(days), privacy_after_reading(days), privacy_after_visit(days), privacy_session(idle, absolute), privacy_session_framed(bearer),
        content_holds(remedies, topics, figures, queries),
        problem_too_many_tries_do(duration), remedy_device(device),
        search_results(words), search_none(words), diagnosis_on(topic, device), diagnosis_looking(device), diagnosis_progress(n, all), diagnosis_unknown(device), diagnosis_running(remedy), diagnosis_fixed(remedy), handed_created_as(number),
        value_lead(date), value_deflected_means(duration), value_few_means(n), value_not_kept(days), value_withheld(n),
        explain_no_devices(person), explain_devices(person), explain_not_theirs(person), explain_hidden(person),
        explain_ready(person), explain_waits(person), explain_refused(person), explain_topic(person),
        explain_unknown(person), explain_meant_for(audiences, own), explain_meant_for_unknown(audiences),
        explain_theirs_seen(device, age), explain_platform_is(platforms, platform), explain_free_no(execution), explain_free_planned(execution, time),
        explain_cooldown_never(duration), explain_cooldown_over(duration, last),
        explain_cooldown_until(duration, last, until), explain_cap_none(n), explain_cap_ran(n, cap),
        explain_cap_until(n, cap, until), explain_needed_figure(figure, rating, value, wanted),
        explain_needed_no_figure(figure, wanted), explain_online_is(age, duration),
        limits_per_second(n), limits_per_minute(n), limits_per_day(n), limits_slower(n), limits_stale(n), limits_feed(name),
    }
    // Markup stands in place of the argument.
    frames {
        device_seen(age), trouble_silent(time), trouble_throttled(time), trouble_refused(time), trouble_broken(time), trouble_known(age), last_run(age), reason_cooling_down(time), reason_daily_cap(time), note_waiting_for_device(time),
        check_reported(age), check_next(time), check_hold_just(time), check_hold_budget(time), headline_planned(time), planned_starts(time), reason_planned(time), trouble_again(time),
        limits_since(time), limits_paused(time), limits_down(time), limits_directory_as_of(time),
        content_since(time), content_refused_at(time), answered_at(time), receipt_issued(time), receipt_kept_until(time),
        topic_last(age), diagnosis_checks_more(time), hand_over_now(age), facts_figures_more(age),
    }
    // The form depends on the number.
    plurals { days, home_rest_more, badge_troubles, diagnosis_found_more, later_hours, later_minutes }
}
