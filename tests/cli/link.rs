//! The output of `link` and `open`, and their exit codes.

use elb_rule_planner::format::plan::read;
use elb_rule_planner::format::samples::SAMPLES;

use crate::{err, fed, out, path, run};

#[test]
fn a_plan_becomes_a_link_and_comes_back() {
    let made = run(&["link", &path("shop"), "--base", "https://x.example/p/#old"]);
    let link = out(&made);
    assert!(made.status.success() && link.starts_with("https://x.example/p/#p=1"), "{link}");
    let plan = read(SAMPLES.iter().find(|it| it.id == "shop").unwrap().json).unwrap();
    for opened in [run(&["open", &link]), fed(&["open", "-"], link.as_bytes())] {
        assert_eq!(read(&out(&opened)).unwrap(), plan);
    }
    let fragment = out(&run(&["link", &path("shop")]));
    assert_eq!(Some(fragment.trim()), link.trim().find('#').map(|at| &link.trim()[at..]));
    let bare = fragment.trim().strip_prefix("#p=").unwrap();
    assert_eq!(read(&out(&run(&["open", bare]))).unwrap(), plan);
    let checked = run(&["check", link.trim()]);
    assert_eq!(out(&checked), out(&run(&["check", &path("shop")])));
    assert_eq!(checked.status.code(), Some(1));
}

#[test]
fn a_link_that_cannot_be_opened_says_why() {
    let newer = include_str!("../links/newer/moons.url");
    for (arguments, why) in [
        (vec!["open", "1"], "the link was cut off after 1 of 5 characters"),
        (vec!["open", "#lang=en"], "the link holds no plan"),
        (vec!["open", newer], "the plan has version `2`"),
        (vec!["open", "#u=https://x.example/a.json"], "names the file `https://x.example/a.json`"),
        (vec!["open"], "there is no link"),
        (vec!["verify", "#p=1"], "a link holds a plan and no report"),
        (vec!["check", "x", "--base", "https://x/"], "`--base` is an option of `link`"),
        (vec!["link", "x", "--base", "x"], "`x` is no address of a page"),
        (vec!["link", "x", "--format", "json"], "`link` has no formats"),
    ] {
        let refused = run(&arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(err(&refused).contains(why), "{arguments:?}: {}", err(&refused));
    }
}
