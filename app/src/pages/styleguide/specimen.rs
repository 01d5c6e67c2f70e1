//! How the style guide shows things: parts, each with specimens.

use leptos::prelude::*;

/// A part of the style guide.
pub(super) struct Part {
    /// Its anchor.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it shows.
    pub specimens: Vec<Specimen>,
}

/// A component in one state.
pub(super) struct Specimen {
    /// Which one.
    name: &'static str,
    html: String,
}

impl Specimen {
    /// A component under its name.
    pub fn of(name: &'static str, component: impl IntoView) -> Self {
        Self {
            name,
            html: component.into_view().to_html(),
        }
    }
}

impl Part {
    /// The part as a section.
    pub fn show(&self) -> impl IntoView + use<> {
        let specimens: Vec<_> = self
            .specimens
            .iter()
            .enumerate()
            .map(|(number, specimen)| {
                let html = scoped(&specimen.html, &format!("{}-{number}-", self.id));
                view! {
                    <div class="specimen">
                        <h3 class="specimen-name" lang="en" dir="ltr">{specimen.name}</h3>
                        <div class="specimen-shown" inner_html=html></div>
                    </div>
                }
            })
            .collect();
        view! {
            <section class="guide-part" aria-labelledby=self.id>
                <h2 id=self.id lang="en" dir="ltr">{self.title}</h2>
                <div class="specimens">{specimens}</div>
            </section>
        }
    }
}

/// The same markup with ids of its own, since a component that is shown twice has its ids twice.
fn scoped(html: &str, scope: &str) -> String {
    const NAMING: [&str; 5] = [
        " id=\"",
        " for=\"",
        " aria-labelledby=\"",
        " aria-describedby=\"",
        " href=\"#",
    ];
    NAMING.iter().fold(html.to_owned(), |html, attribute| {
        html.replace(attribute, &format!("{attribute}{scope}"))
    })
}

#[cfg(test)]
mod tests {
    use super::scoped;

    #[test]
    fn what_names_an_id_and_what_has_it_are_moved_alike() {
        let html = r##"<h2 id="a">x</h2><p aria-labelledby="a"><a href="#a">y</a><a href="/a#b">z</a></p>"##;
        assert_eq!(
            scoped(html, "s-"),
            r##"<h2 id="s-a">x</h2><p aria-labelledby="s-a"><a href="#s-a">y</a><a href="/a#b">z</a></p>"##
        );
    }
}
