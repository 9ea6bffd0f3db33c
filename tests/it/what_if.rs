//! `gainsay what-if`: what would come and go with other claims, or without some.

use crate::cli::Folder;

#[test]
fn what_if_shows_what_would_come_and_go() {
    let text = "define measure deaths\n    kind level\n@one deaths 10 in Aldo on 2024-03-01 by A\n\
                deaths 10 in Aldo on 2024-03-01 by B\n";
    let added = "deaths 14 in Aldo on 2024-03-01 by A\n";
    let folder = Folder::new(&[("a.claims", text), ("added.claims", added)]);
    let too = folder.run(&["what-if", "added.claims", "a.claims"]);
    assert_eq!(too.status, 0, "{}", too.err);
    assert!(too.out.contains("1 claim added, none gone, none changed"), "{}", too.out);
    assert!(too.out.contains("error[C102 self-contradiction]"), "{}", too.out);
    let instead = folder.run(&["what-if", "added.claims", "a.claims", "--instead-of", "@one"]);
    assert!(instead.out.contains("claims gone:\n  @one deaths"), "{}", instead.out);
    assert!(instead.out.contains("warning[C101 conflicting-figures]"), "{}", instead.out);
    let stdin = folder.run_with(&["what-if", "-", "a.claims", "--instead-of", "a.claims:3"], added);
    assert!(stdin.out.contains("1 gone"), "{}{}", stdin.out, stdin.err);
    let unknown = folder.run(&["what-if", "added.claims", "a.claims", "--instead-of", "@ona"]);
    assert_eq!(unknown.status, 2);
    let ways =
        "no claim here is `@ona`: name a label (`@toll`) or a line (`a.claims:12`); did you mean `@one`?";
    assert!(unknown.err.contains(ways), "{}", unknown.err);
    let traced = folder.run(&["trace", "@ona", "a.claims"]);
    assert_eq!((traced.status, traced.err), (2, unknown.err));
    let missing = folder.run(&["what-if", "no.claims", "a.claims"]);
    assert_eq!(missing.status, 3, "{}", missing.err);
}

#[test]
fn what_if_takes_a_claim_back() {
    let text = "define measure deaths\n    kind level\n@one deaths 10 in Aldo on 2024-03-01 by A\n\
                deaths 10 in Aldo on 2024-03-01 by A via Reuters\ndeaths 14 in Aldo on 2024-03-01 by B\n";
    let folder = Folder::new(&[("a.claims", text)]);
    for arguments in [&["what-if", "--without", "@one", "a.claims"][..], &["what-if", "--without", "@one"]] {
        let ran = folder.run(arguments);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.out.contains("claims gone:\n  @one deaths"), "{}", ran.out);
        assert!(ran.err.contains("`@one` is also what a.claims:4 says, which stays"), "{}", ran.err);
    }
    let both = folder.run(&["what-if", "--without", "@one", "--without", "a.claims:4", "a.claims"]);
    assert!(both.out.contains("2 gone") && both.out.contains("findings that disappeared"), "{}", both.out);
    assert!(!both.err.contains("stays"), "{}", both.err);
    let neither = folder.run(&["what-if"]);
    assert_eq!(neither.status, 2, "{}", neither.err);
}

#[test]
fn what_is_taken_back_leaves_the_rest_of_its_text_whatever_letters_it_has() {
    let claims: String = ["a", "b", "c", "d"]
        .iter()
        .zip(10..)
        .map(|(label, toll)| {
            format!("@{label} deaths {toll} in \"Łódź–Śródmieście\" on 2024-03-01 by Śląsk\n")
        })
        .collect();
    let folder = Folder::new(&[("a.claims", &format!("define measure deaths\n    kind level\n{claims}"))]);
    for labels in [&["@a", "@b", "@c", "@d"][..], &["@a", "@b"], &["@a", "@a"]] {
        let without = labels.iter().flat_map(|label| ["--without", *label]);
        let arguments: Vec<&str> = ["what-if"].into_iter().chain(without).chain(["a.claims"]).collect();
        let ran = folder.run(&arguments);
        let mut gone = labels.to_vec();
        gone.dedup();
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.out.contains(&format!("{} gone", gone.len())), "{labels:?}: {}", ran.out);
        assert!(!ran.out.contains("R10"), "{labels:?}: {}", ran.out);
    }
}
