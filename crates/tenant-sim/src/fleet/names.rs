//! Fictitious names.

const FIRST: [&str; 32] = [
    "Ada", "Bruno", "Clara", "Dario", "Elif", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Liam",
    "Mara", "Nils", "Olga", "Pablo", "Quinn", "Rosa", "Sven", "Tilda", "Udo", "Vera", "Wanda", "Xaver",
    "Yara", "Zoe", "Anton", "Bea", "Cyril", "Dora", "Emil", "Flora",
];
const LAST: [&str; 31] = [
    "Keller", "Moretti", "Dubois", "Novak", "Lindgren", "Okafor", "Tanaka", "Silva", "Berger", "Haas",
    "Ivanova", "Jansen", "Kovac", "Laurent", "Meier", "Nowak", "Olsen", "Petrov", "Quist", "Rossi", "Schmid",
    "Tobler", "Ulrich", "Vogel", "Weber", "Ximenes", "Yilmaz", "Zeller", "Amsler", "Brunner", "Costa",
];

/// The name of the person with this number: no two of the first 992 are the same, as 32 and 31 share no factor.
pub fn of(number: usize) -> (&'static str, String) {
    let round = number / (FIRST.len() * LAST.len());
    let last = LAST[number % LAST.len()];
    let last = if round == 0 {
        last.to_owned()
    } else {
        format!("{last}{}", round + 1)
    };
    (FIRST[number % FIRST.len()], last)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    #[test]
    fn names_do_not_repeat() {
        let names: HashSet<_> = (0..2_500).map(super::of).collect();
        assert_eq!(names.len(), 2_500);
    }
}
