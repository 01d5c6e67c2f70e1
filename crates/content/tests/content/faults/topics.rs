//! Topics.

use super::BATTERY;
use crate::common::Shipped;

const CHECK_BATTERY: &str = "remedies/check-battery.yaml";
const COLLECT: &str = "{ remedy: check-battery, output: BatteryHealth, below: 60% }";

fn battery(old: &str, new: &str) -> Shipped {
    Shipped::new().replace(BATTERY, old, new)
}

/// The battery's check with another line in the place of what it collects.
fn collect(new: &str) -> Shipped {
    battery(COLLECT, new)
}

#[test]
fn an_id_that_is_not_the_name_of_the_file() {
    battery("id: battery", "id: accu").expect(
        BATTERY,
        "id: ^accu",
        "the id `accu` is not the name of the file, `battery`",
        "write `id: battery`, or rename the file to `accu.yaml`",
    );
}

#[test]
fn unknown_keys() {
    battery("hand_over:", "handover:").expect(
        BATTERY,
        "handover",
        "a topic has no key `handover`",
        "did you mean `hand_over`?",
    );
    battery("    why:", "    because:").expect(
        BATTERY,
        "because",
        "a check has no key `because`",
        "write one of `figure`, `why`",
    );
    battery("below: 60%", "below: 60%, if: 3").expect(
        BATTERY,
        "if: 3",
        "what a check collects has no key `if`",
        "write one of `above`, `equals`, `one_of`",
    );
}

#[test]
fn references_that_lead_nowhere() {
    battery("category: performance", "category: power").expect(
        BATTERY,
        "category: ^power",
        "there is no category `power` in health.yaml",
        "write one of `score`, `storage`, `performance`, `startup`, `stability`, `network`",
    );
    battery("cpu_load:", "cpu_lod:").expect(
        BATTERY,
        "cpu_lod",
        "there is no metric `cpu_lod` in health.yaml",
        "did you mean `cpu_load`?",
    );
    battery("[order-battery]", "[order-batery]").expect(
        BATTERY,
        "order-batery",
        "there is no remedy `order-batery` in the folder `remedies`",
        "did you mean `order-battery`?",
    );
    collect("{ remedy: check-batery, output: BatteryHealth, below: 60% }").expect(
        BATTERY,
        "check-batery",
        "there is no remedy `check-batery` in the folder `remedies`",
        "did you mean `check-battery`?",
    );
    collect("{ remedy: check-battery, output: BatteryHelth, below: 60% }").expect(
        BATTERY,
        "BatteryHelth",
        "the remedy `check-battery` names no output `BatteryHelth`",
        "did you mean `BatteryHealth`?",
    );
}

#[test]
fn a_reference_to_a_faulty_remedy_is_no_second_fault() {
    let broken = Shipped::new().replace(CHECK_BATTERY, "expected: 60s", "expected: soon");
    let files: Vec<String> = broken.faults().into_iter().map(|fault| fault.file).collect();
    assert_eq!(files, [CHECK_BATTERY]);
}

#[test]
fn a_remedy_that_no_device_of_the_topic_can_run() {
    battery("[windows, macos, linux]", "[linux]").expect_among(
        BATTERY,
        "remedies: [^order-battery]",
        "the remedy `order-battery` is made for none of the platforms of this topic",
        "take it out, or change the `platforms` of one of the two",
    );
}

#[test]
fn a_remedy_that_stands_twice() {
    battery("[order-battery]", "[order-battery, order-battery]").expect(
        BATTERY,
        "order-battery, ^order-battery",
        "the remedy `order-battery` stands here for the second time",
        "keep one of the two",
    );
}

#[test]
fn checks_that_look_at_nothing_or_find_nothing() {
    battery(&format!("    collect: {COLLECT}\n"), "").expect(
        BATTERY,
        "- ^id: wear",
        "this check looks at nothing",
        "write either `figure: …` or `collect: …`",
    );
    battery("    found:", "    figure: { disk_free: [average] }\n    found:").expect(
        BATTERY,
        "- ^id: wear",
        "a check looks at figures or collects something, not both",
        "write either `figure: …` or `collect: …`",
    );
    battery("{ cpu_load: [average, frustrating] }", "{}").expect(
        BATTERY,
        "figure: ^{}",
        "no figure is named, so this check would look at nothing",
        "write for example `figure: { disk_free: [average, frustrating] }`",
    );
    battery("[average, frustrating]", "[]").expect(
        BATTERY,
        "cpu_load: ^[]",
        "no rating of `cpu_load` is named, so this check would never find anything",
        "name the ratings, such as `[average, frustrating]`",
    );
    battery("[average, frustrating]", "[frustrating, unknown]").expect(
        BATTERY,
        "figure: ^{",
        "what is not known of `cpu_load` is nothing that was found",
        "take the rating `unknown` out",
    );
}

#[test]
fn checks_of_the_same_name() {
    battery("id: processor", "id: wear").expect(
        BATTERY,
        "[order-battery]\n  - id: ^wear",
        "there is another check `wear`",
        "give each a name of its own",
    );
}

#[test]
fn what_may_be_collected_from() {
    Shipped::new()
        .replace(CHECK_BATTERY, "reads_only: true", "reads_only: false")
        .expect(
            BATTERY,
            "remedy: ^check-battery",
            "the remedy `check-battery` changes something on the device, so a check may not run it",
            "name a remedy with `reads_only: true`",
        );
    Shipped::new()
        .replace(
            CHECK_BATTERY,
            "reads_only:",
            "consent: { en: A, de: B, fr: C }\nreads_only:",
        )
        .expect(
            BATTERY,
            "remedy: ^check-battery",
            "the remedy `check-battery` asks before or while it runs, so a check cannot run it",
            "name a remedy without `consent` and `asks`",
        );
    let parameters = "parameters:\n  - { name: Depth, label: { en: A, de: B, fr: C } }\nreads_only:";
    Shipped::new()
        .replace(CHECK_BATTERY, "reads_only:", parameters)
        .expect(
            BATTERY,
            "remedy: ^check-battery",
            "the remedy `check-battery` has to be told a parameter, so a check cannot run it",
            "name a remedy whose parameters all have a `default`",
        );
}

#[test]
fn what_counts_as_found() {
    collect("{ remedy: check-battery, output: BatteryHealth }").expect(
        BATTERY,
        "collect: ^{",
        "it is not said what counts as found",
        "write exactly one of `below`, `above`, `equals`, `one_of`",
    );
    collect("{ remedy: check-battery, output: BatteryHealth, below: 60%, above: 10% }").expect(
        BATTERY,
        "collect: ^{",
        "what counts as found is said more than once: `below`, `above`",
        "write exactly one of `below`, `above`, `equals`, `one_of`",
    );
    collect("{ remedy: check-battery, output: BatteryHealth, below: 60GB }").expect(
        BATTERY,
        "60GB",
        "`60GB` is not in the unit of the output",
        "write a percentage such as `80%`",
    );
    collect("{ remedy: check-battery, output: BatteryHealth, equals: \"60\" }").expect(
        BATTERY,
        "\"60\"",
        "the output is a number, not a text",
        "write `below: …` or `above: …`",
    );
    collect("{ remedy: check-battery, output: BatteryPresent, below: 60 }").expect(
        BATTERY,
        "below: ^60",
        "the output is a text, which is neither below nor above anything",
        "write `equals: …` or `one_of: …`, or say in the remedy what the output measures",
    );
    collect("{ remedy: check-battery, output: BatteryPresent, one_of: [] }").expect(
        BATTERY,
        "one_of: ^[]",
        "no text is named, so this check would never find anything",
        "name the texts that count as found",
    );
    assert_eq!(
        collect("{ remedy: check-battery, output: BatteryPresent, one_of: [\"false\", none] }").faults(),
        []
    );
}

#[test]
fn outputs_of_a_remedy() {
    let outputs = |old: &str, new: &str| Shipped::new().replace(CHECK_BATTERY, old, new);
    let health = "name: BatteryHealth\n    holds: percent";
    outputs(health, "name: BatteryHealth\n    holds: percents").expect(
        CHECK_BATTERY,
        "percents",
        "there is no kind of output `percents`",
        "did you mean `percent`?",
    );
    outputs("name: ChargeLevel", "name: BatteryHealth").expect(
        CHECK_BATTERY,
        "Capacité restante }\n  - name: ^BatteryHealth",
        "there is another output `BatteryHealth`",
        "an output is named as in Nexthink, each once",
    );
}

#[test]
fn what_is_said_to_change_nothing_and_does() {
    Shipped::new()
        .replace("remedies/restart-device.yaml", "later: [1h, 4h]\n", "")
        .replace(
            "remedies/restart-device.yaml",
            "restarts: true",
            "restarts: true\nreads_only: true",
        )
        .expect(
            "remedies/restart-device.yaml",
            "reads_only: ^true",
            "this remedy is said to change nothing, but it restarts the device or proves a fix",
            "remove `reads_only`, or `restarts` and `proof`",
        );
}

#[test]
fn placeholders() {
    battery("it holds {value} of", "it holds {percent} of").expect(
        BATTERY,
        "\"The battery is worn",
        "nothing can stand for `{percent}` in `found`",
        "write `{value}`, `{device}`, or the text without braces",
    );
}

#[test]
fn links() {
    let file = "topics/teams.yaml";
    let link = |url: &str| Shipped::new().replace(file, "https://teams.microsoft.com/", url);
    link("http://teams.microsoft.com/").expect(
        file,
        "url: ^http",
        "`url` must begin with `https://`",
        "write the page's address with `https://`, such as `https://it.example.com/help`",
    );
    link("javascript:alert(1)").expect(
        file,
        "url: ^javascript",
        "`url` must begin with `https://`",
        "write the page's address with `https://`, such as `https://it.example.com/help`",
    );
    for credentials in ["robin:secret", "robin", ":secret"] {
        link(&format!("https://{credentials}@it.example.com/")).expect(
            file,
            "url: ^https",
            "`url` has a user name or password in it, which everybody could read",
            "take it out",
        );
    }
    link("it.example.com").expect(
        file,
        "url: ^it.example.com",
        "`it.example.com` is not an address: relative URL without a base",
        "write it in full, such as `https://it.example.com/help`",
    );
}

#[test]
fn a_topic_that_leads_nowhere() {
    let bare = "id: bare\ncategory: network\ntitle: { en: A, de: B, fr: C }\nplatforms: [windows]\n";
    Shipped::new().write("topics/bare.yaml", bare).expect(
        "topics/bare.yaml",
        "id: bare",
        "this topic leads nowhere: it looks at nothing and says nothing that would help",
        "add `checks: …`, `remedies: …` or `help: …`",
    );
    let advice = format!("{bare}help:\n  - text: {{ en: A, de: B, fr: C }}\n");
    assert_eq!(Shipped::new().write("topics/bare.yaml", &advice).faults(), []);
}

#[test]
fn other_words() {
    battery("  de: [laden,", "  it: [laden,").expect(
        BATTERY,
        "it: [laden",
        "the list of other words has no key `it`",
        "write one of `de`",
    );
}
