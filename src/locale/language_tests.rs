//! The table of languages, tried with languages that are made up.

use super::Language;

/// Two made-up languages, each a line and a folder.
#[expect(unreachable_pub, reason = "the table declares a language for every stage")]
mod made_up {
    mod first {
        pub(super) mod greeting {
            pub(in super::super) fn text(name: &str) -> String {
                format!("one {name}")
            }
        }
    }

    mod second {
        pub(super) mod greeting {
            pub(in super::super) fn text(name: &str) -> String {
                format!("two {name}")
            }
        }
    }

    languages! {
        $ in_made_up_language;
        /// The first.
        #[default]
        First = "aa", "Firstish", first;
        /// The second.
        Second = "bb", "Secondish", second;
    }

    impl Language {
        pub(super) fn greeting(self, name: &str) -> String {
            in_made_up_language!(self, greeting::text, name)
        }
    }
}

#[test]
fn a_line_and_a_folder_are_all_that_a_language_takes() {
    let greetings = made_up::Language::ALL.iter().map(|it| it.greeting("x"));
    assert_eq!(greetings.collect::<Vec<_>>(), ["one x", "two x"]);
    let names = made_up::Language::ALL.iter().map(|it| (it.tag(), it.name()));
    assert_eq!(names.collect::<Vec<_>>(), [("aa", "Firstish"), ("bb", "Secondish")]);
}

#[test]
fn a_language_is_found_by_every_tag_of_it() {
    for language in Language::ALL.iter().copied() {
        let tag = language.tag();
        for tag in
            [tag.to_owned(), tag.to_uppercase(), format!("{tag}-XX"), format!("{tag}_XX.UTF-8")]
        {
            assert_eq!(Language::of(&tag), Some(language), "{tag}");
        }
    }
    for tag in ["", "C", "C.UTF-8", "POSIX", "xx", "english"] {
        assert_eq!(Language::of(tag), None, "{tag}");
    }
}
