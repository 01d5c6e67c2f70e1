//! The shipped content, and what the code needs of its queries.

use std::{collections::BTreeMap, fs, path::PathBuf};

use content::{Fault, Figures, Files, KnownTexts, Place, RequiredQuery, check};

const DEVICE: &[&str] = &[
    "device.collector.uid",
    "device.name",
    "device.hardware.type",
    "device.hardware.manufacturer",
    "device.hardware.model",
    "device.operating_system.platform",
    "device.operating_system.name",
    "device.last_seen",
    "device.login.last_login_user_name",
];

const USER: &[&str] = &["user.upn", "user.name", "user.ad.full_name"];

/// As the server asks for them.
pub const REQUIRED: &[RequiredQuery] = &[
    RequiredQuery {
        id: "#deskside_devices_of_user",
        parameters: &["upn"],
        columns: DEVICE,
        figures: Figures::Latest,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: "#deskside_user_by_email",
        parameters: &["email"],
        columns: USER,
        figures: Figures::None,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: "#deskside_user_by_name",
        parameters: &["name"],
        columns: USER,
        figures: Figures::None,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: "#deskside_user_by_sid",
        parameters: &["sid"],
        columns: USER,
        figures: Figures::None,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: "#deskside_device_health",
        parameters: &["device"],
        columns: DEVICE,
        figures: Figures::Latest,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: "#deskside_device_history",
        parameters: &["device"],
        columns: &["start_time"],
        figures: Figures::Daily,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: "#deskside_score_history",
        parameters: &["device"],
        columns: &["start_time"],
        figures: Figures::Daily,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: "#deskside_remote_action_results",
        parameters: &["source"],
        columns: &[
            "remote_action.execution.request_id",
            "remote_action.execution.status",
        ],
        figures: Figures::None,
        tells_absence: true,
        optional: false,
    },
    RequiredQuery {
        id: "#deskside_workflow_results",
        parameters: &["workflow"],
        columns: &["workflow.execution.request_id", "workflow.execution.status"],
        figures: Figures::None,
        tells_absence: true,
        optional: false,
    },
    at_once("#deskside_devices_windows", DEVICE, Figures::Latest),
    at_once("#deskside_people_windows", PEOPLE, Figures::None),
    at_once("#deskside_devices_macos", DEVICE, Figures::Latest),
    at_once("#deskside_people_macos", PEOPLE, Figures::None),
    at_once("#deskside_fleet", DEVICE, Figures::Latest),
];

const PEOPLE: &[&str] = &["user.upn", "user.name", "device.collector.uid", "last_used"];

const fn at_once(id: &'static str, columns: &'static [&'static str], figures: Figures) -> RequiredQuery {
    RequiredQuery {
        id,
        parameters: &[],
        columns,
        figures,
        tells_absence: false,
        optional: true,
    }
}

/// Texts as the code has them.
pub fn known() -> KnownTexts {
    let plural = "days =\n    { $n ->\n        [one] 1 day\n       *[other] { $n } days\n    }\n";
    KnownTexts::read([
        "home-title = Overview\nhome-well-one = All is well with { $device }.\n",
        plural,
    ])
}

/// The shipped content folder.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../content")
}

/// The shipped files in memory, to break something in.
#[derive(Clone)]
pub struct Shipped {
    texts: BTreeMap<String, String>,
    images: Vec<(String, Vec<u8>)>,
}

impl Shipped {
    pub fn new() -> Self {
        let mut texts = BTreeMap::new();
        for name in ["", "queries", "remedies", "topics"] {
            for entry in fs::read_dir(folder().join(name)).unwrap() {
                let entry = entry.unwrap();
                if entry.path().is_file() {
                    let own = format!("{name}/{}", entry.file_name().to_str().unwrap());
                    texts.insert(
                        own.trim_start_matches('/').to_owned(),
                        fs::read_to_string(entry.path()).unwrap(),
                    );
                }
            }
        }
        Self {
            texts,
            images: Vec::new(),
        }
    }

    /// Puts `new` where `old` stands for the first time.
    pub fn replace(mut self, file: &str, old: &str, new: &str) -> Self {
        let text = self.texts.get_mut(file).unwrap();
        assert!(text.contains(old), "{file} has no {old:?}");
        *text = text.replacen(old, new, 1);
        self
    }

    pub fn write(mut self, file: &str, text: &str) -> Self {
        self.texts.insert(file.to_owned(), text.to_owned());
        self
    }

    /// Puts an image into the folder of images.
    pub fn image(mut self, name: &str, bytes: &[u8]) -> Self {
        self.images.push((name.to_owned(), bytes.to_owned()));
        self
    }

    pub fn remove(mut self, file: &str) -> Self {
        self.texts.remove(file).unwrap();
        self
    }

    /// Where `mark` stands; with a `^` in it, where the part behind that stands.
    pub fn place(&self, file: &str, mark: &str) -> Place {
        let (before, at) = mark.split_once('^').unwrap_or(("", mark));
        let text = &self.texts[file];
        let start = text
            .find(&format!("{before}{at}"))
            .unwrap_or_else(|| panic!("{file} has no {mark:?}"))
            + before.len();
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            line: u32::try_from(text[..start].matches('\n').count() + 1).unwrap(),
            column: u32::try_from(text[line_start..start].chars().count() + 1).unwrap(),
        }
    }

    pub fn files(&self) -> Files {
        let files = Files::new(self.texts.clone());
        let images = self.images.iter();
        images.fold(files, |files, (name, bytes)| files.with_image(name, bytes))
    }

    pub fn faults(&self) -> Vec<Fault> {
        match check(&self.files(), REQUIRED, &known()) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.into_iter().collect(),
        }
    }

    /// Holds when there is exactly this one fault, at the place that `mark` marks (none when it is empty).
    #[track_caller]
    pub fn expect(&self, file: &str, mark: &str, what: &str, remedy: &str) {
        let place = (!mark.is_empty()).then(|| self.place(file, mark));
        let expected = Fault {
            file: file.to_owned(),
            place,
            what: what.to_owned(),
            remedy: remedy.to_owned(),
        };
        assert_eq!(self.faults(), [expected]);
    }

    /// Holds when this fault is among those that there are.
    #[track_caller]
    pub fn expect_among(&self, file: &str, mark: &str, what: &str, remedy: &str) {
        let expected = Fault {
            file: file.to_owned(),
            place: Some(self.place(file, mark)),
            what: what.to_owned(),
            remedy: remedy.to_owned(),
        };
        let faults = self.faults();
        assert!(faults.contains(&expected), "{faults:?}");
    }

    /// Holds when there are exactly these faults, all at the same place and with the same remedy.
    #[track_caller]
    pub fn expect_twice(&self, file: &str, mark: &str, whats: &[&str], remedy: &str) {
        let place = Some(self.place(file, mark));
        let fault = |what: &&str| Fault {
            file: file.to_owned(),
            place,
            what: (*what).to_owned(),
            remedy: remedy.to_owned(),
        };
        assert_eq!(self.faults(), whats.iter().map(fault).collect::<Vec<_>>());
    }
}
