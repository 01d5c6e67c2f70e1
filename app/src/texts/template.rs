//! A message with holes.

/// A message that is cut at its arguments, so that filling it is no more than joining pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    head: Box<str>,
    /// Which argument comes next, and the text behind it.
    rest: Box<[(usize, Box<str>)]>,
}

/// Marks stand in Unicode's private use area, which no text of ours uses.
const FIRST_MARK: u32 = 0xE000;

impl Template {
    /// What to resolve the message with in place of the argument at `index`.
    pub(super) fn mark(index: usize) -> String {
        mark(index).to_string()
    }

    /// Cuts a resolved message at its marks.
    pub(super) fn cut(text: &str) -> Self {
        let mut pieces: Vec<(Option<usize>, String)> = vec![(None, String::new())];
        for char in text.chars() {
            match (0..8).find(|index| mark(*index) == char) {
                Some(index) => pieces.push((Some(index), String::new())),
                None => {
                    if let Some((_, piece)) = pieces.last_mut() {
                        piece.push(char);
                    }
                }
            }
        }
        let mut pieces = pieces.into_iter();
        let head = pieces.next().map_or_else(String::new, |(_, piece)| piece);
        Self {
            head: head.into(),
            rest: pieces
                .filter_map(|(index, piece)| Some((index?, piece.into())))
                .collect(),
        }
    }

    /// The message with its arguments.
    pub(crate) fn fill(&self, arguments: &[&str]) -> String {
        let given: usize = arguments.iter().map(|argument| argument.len()).sum();
        let fixed: usize = self.rest.iter().map(|(_, piece)| piece.len()).sum();
        let mut text = String::with_capacity(self.head.len() + given + fixed);
        text.push_str(&self.head);
        for (index, piece) in &self.rest {
            text.push_str(arguments.get(*index).copied().unwrap_or_default());
            text.push_str(piece);
        }
        text
    }

    /// What stands before and behind the only argument, for markup to stand between.
    pub(crate) fn around(&self) -> (&str, &str) {
        (&self.head, self.rest.first().map_or("", |(_, piece)| piece))
    }
}

fn mark(index: usize) -> char {
    u32::try_from(index)
        .ok()
        .and_then(|index| char::from_u32(FIRST_MARK + index))
        .unwrap_or('\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::Template;

    fn of(text: &str) -> Template {
        Template::cut(
            &text
                .replace('1', &Template::mark(0))
                .replace('2', &Template::mark(1)),
        )
    }

    #[test]
    fn arguments_come_where_and_as_often_as_the_message_wants_them() {
        assert_eq!(of("a 2 b 1 c 2").fill(&["one", "two"]), "a two b one c two");
        assert_eq!(of("1").fill(&["one"]), "one");
        assert_eq!(of("plain").fill(&[]), "plain");
    }

    #[test]
    fn an_argument_is_never_read_as_a_mark() {
        assert_eq!(of("<1>").fill(&["{ $n } 2"]), "<{ $n } 2>");
    }

    #[test]
    fn markup_can_stand_in_place_of_the_argument() {
        assert_eq!(of("since 1.").around(), ("since ", "."));
    }
}
