//! The statements of the directory, for each of the two tables of a set.

use service::DirectorySet;

/// A statement by side.
pub type Sides = [&'static str; 2];

/// Two statements with the number of a side between two texts.
macro_rules! sides {
    ($before:literal, $after:literal) => {
        [concat!($before, "0", $after), concat!($before, "1", $after)]
    };
}

/// What is done with the tables of a set.
pub struct Tables {
    pub empty: Sides,
    pub drop_part: Sides,
    pub drop_index: Sides,
    pub index: Sides,
    pub count: Sides,
}

impl Tables {
    /// Those of a set.
    pub const fn of(set: DirectorySet) -> &'static Self {
        match set {
            DirectorySet::Devices => &DEVICES,
            DirectorySet::People => &PEOPLE,
        }
    }
}

static DEVICES: Tables = Tables {
    empty: sides!("DELETE FROM directory_devices_", ""),
    drop_part: sides!("DELETE FROM directory_devices_", " WHERE part = $1"),
    drop_index: sides!("DROP INDEX IF EXISTS directory_devices_by_uid_", ""),
    index: [
        "CREATE INDEX directory_devices_by_uid_0 ON directory_devices_0 (uid)",
        "CREATE INDEX directory_devices_by_uid_1 ON directory_devices_1 (uid)",
    ],
    count: sides!("SELECT count(*) FROM directory_devices_", ""),
};

static PEOPLE: Tables = Tables {
    empty: sides!("DELETE FROM directory_people_", ""),
    drop_part: sides!("DELETE FROM directory_people_", " WHERE part = $1"),
    drop_index: sides!("DROP INDEX IF EXISTS directory_people_by_employee_", ""),
    index: [
        "CREATE INDEX directory_people_by_employee_0 ON directory_people_0 (employee)",
        "CREATE INDEX directory_people_by_employee_1 ON directory_people_1 (employee)",
    ],
    count: sides!("SELECT count(*) FROM directory_people_", ""),
};

/// Whoever logged on last to a device that nobody was seen to use, where one person has that name. Joined, because
/// PostgreSQL goes through all people for each device by `NOT IN` once they are more than its working memory holds.
macro_rules! by_log_on {
    ($people:literal, $devices:literal) => {
        concat!(
            "INSERT INTO directory_people_",
            $people,
            " (employee, name, device, at, by_log_on, part)
             SELECT one.employee, one.name, devices.uid, devices.last_seen, 1, 0
             FROM directory_devices_",
            $devices,
            " AS devices JOIN (
                 SELECT name, min(employee) AS employee FROM directory_people_",
            $people,
            "    WHERE name <> '' GROUP BY name HAVING count(DISTINCT employee) = 1
             ) AS one ON one.name = devices.last_user
             LEFT JOIN (SELECT DISTINCT device FROM directory_people_",
            $people,
            ") AS seen ON seen.device = devices.uid WHERE seen.device IS NULL"
        )
    };
}

/// By side of the people, and then by side of the devices.
pub const BY_LOG_ON: [Sides; 2] = [
    [by_log_on!("0", "0"), by_log_on!("0", "1")],
    [by_log_on!("1", "0"), by_log_on!("1", "1")],
];

/// What was concluded from other devices.
pub const FORGET_LOG_ONS: Sides = sides!("DELETE FROM directory_people_", " WHERE by_log_on = 1");

/// The devices of somebody, the latest used first. Nobody has more than that.
pub const USES_OF: Sides = sides!(
    "SELECT device, max(at), min(by_log_on) FROM directory_people_",
    " WHERE employee = $1 GROUP BY device ORDER BY 2 DESC LIMIT 50"
);

/// A device. It may have come twice.
pub const DEVICE: Sides = sides!(
    "SELECT body, numbers FROM directory_devices_",
    " WHERE uid = $1 ORDER BY last_seen DESC LIMIT 1"
);

/// The last UID of some after one.
pub const LAST_OF_SOME: Sides = sides!(
    "SELECT max(uid) FROM (SELECT DISTINCT uid FROM directory_devices_",
    " WHERE uid > $1 ORDER BY uid LIMIT $2) AS picked"
);

/// The figures of the devices after a UID and up to another one, as those of a day. One that came twice counts as it was
/// seen last.
macro_rules! keep_day {
    ($side:literal) => {
        concat!(
            "INSERT INTO directory_days (uid, day, numbers)
             SELECT uid, $1, numbers FROM (
                 SELECT uid, numbers, row_number() OVER (PARTITION BY uid ORDER BY last_seen DESC) AS place
                 FROM directory_devices_",
            $side,
            " WHERE uid > $2 AND uid <= $3 AND last_seen >= $4
             ) AS picked WHERE place = 1
             ON CONFLICT (uid, day) DO UPDATE SET numbers = excluded.numbers"
        )
    };
}

/// By side.
pub const KEEP_DAY: Sides = [keep_day!("0"), keep_day!("1")];
