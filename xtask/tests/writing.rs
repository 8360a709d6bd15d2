//! From a tree to the disk: what is written, what is left alone, and what a failure leaves behind.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::fs;
use std::time::{Duration, SystemTime};

use support::{Place, small, tree};
use xtask::folder::Strangers::{Keep, Overwrite};
use xtask::{check, write};

#[test]
fn a_new_crate_is_written_with_its_lock() {
    let place = Place::new();
    assert_eq!(place.counts(&small()).unwrap(), [5, 0, 0, 0]);
    place.write(&small(), Keep).unwrap();
    assert_eq!(place.counts(&small()).unwrap(), [0, 0, 0, 5]);
    let contents = place.contents();
    let names: Vec<&str> = contents.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "names.lock",
            "out/.specsmith",
            "out/Cargo.toml",
            "out/src/lib.rs",
            "out/src/runtime/mod.rs"
        ]
    );
    assert_eq!(contents["out/src/lib.rs"], "one\n");
    assert_eq!(contents["names.lock"], "names");
}

#[test]
fn an_empty_folder_is_taken() {
    let place = Place::new();
    fs::create_dir(place.out()).unwrap();
    place.write(&small(), Keep).unwrap();
    assert_eq!(place.contents().len(), 5);
}

#[test]
fn unchanged_files_keep_their_times() {
    let place = Place::new();
    place.write(&small(), Keep).unwrap();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for relative in small().files.keys() {
        let file = fs::File::options()
            .write(true)
            .open(place.out().join(relative))
            .unwrap();
        file.set_modified(long_ago).unwrap();
    }
    let next = tree(&[
        ("Cargo.toml", "[package]\n"),
        ("src/lib.rs", "other\n"),
        ("src/runtime/mod.rs", "two\n"),
    ]);
    place.write(&next, Keep).unwrap();
    let modified = |relative: &str| {
        fs::metadata(place.out().join(relative))
            .unwrap()
            .modified()
            .unwrap()
    };
    assert_eq!(modified("Cargo.toml"), long_ago);
    assert_eq!(modified("src/runtime/mod.rs"), long_ago);
    assert_eq!(modified(".specsmith"), long_ago);
    assert!(modified("src/lib.rs") > long_ago);
}

#[test]
fn what_the_tree_no_longer_has_goes_with_its_empty_folders() {
    let place = Place::new();
    let old = tree(&[
        ("Cargo.toml", ""),
        ("src/a/b/c.rs", "c"),
        ("src/a/d.rs", "d"),
        ("src/e/f.rs", "f"),
    ]);
    place.write(&old, Keep).unwrap();
    place.put("src/e/mine.txt", "mine");
    let new = tree(&[("Cargo.toml", ""), ("src/lib.rs", "lib")]);
    assert_eq!(place.counts(&new).unwrap(), [1, 1, 3, 2]);
    place.write(&new, Keep).unwrap();
    let contents = place.contents();
    let names: Vec<&str> = contents.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "names.lock",
            "out/.specsmith",
            "out/Cargo.toml",
            "out/src/e/mine.txt",
            "out/src/lib.rs"
        ]
    );
}

#[test]
fn a_stale_file_that_is_gone_already_is_no_drift() {
    let place = Place::new();
    place.write(&small(), Keep).unwrap();
    fs::remove_dir_all(place.out().join("src/runtime")).unwrap();
    let next = tree(&[("Cargo.toml", "[package]\n"), ("src/lib.rs", "one\n")]);
    assert_eq!(place.counts(&next).unwrap(), [0, 1, 0, 3]);
    place.write(&next, Keep).unwrap();
    assert_eq!(place.counts(&next).unwrap(), [0, 0, 0, 4]);
}

/// Where nobody can make a folder, not even root: the lock is the last file to be staged.
#[cfg(target_os = "linux")]
#[test]
fn a_failure_before_the_first_renaming_changes_nothing() {
    let mut place = Place::new();
    place.write(&small(), Keep).unwrap();
    let before = place.contents();
    place.lock = "/proc/none/names.lock".into();
    let next = tree(&[("new/folder/a.rs", "a"), ("src/lib.rs", "other\n")]);
    let failure = place.write(&next, Keep).unwrap_err().to_string();
    assert!(
        failure.contains("can't make the folder `/proc/none`"),
        "{failure}"
    );
    assert!(failure.contains("nothing was written"), "{failure}");
    assert_eq!(place.contents(), before);
}

#[test]
fn a_failure_after_it_leaves_a_folder_that_the_next_run_mends() {
    let place = Place::new();
    place.write(&small(), Keep).unwrap();
    let next = tree(&[("Cargo.toml", "[package]\n"), ("src/new.rs", "new\n")]);
    let failure = place.with(&next, Keep, |drift, folder| {
        // Between looking and writing, a stale file has become a folder.
        fs::remove_file(place.out().join("src/lib.rs")).unwrap();
        fs::create_dir(place.out().join("src/lib.rs")).unwrap();
        write::apply(drift, &next, folder).unwrap_err().to_string()
    });
    assert!(failure.unwrap().contains("run the same command again"));
    let claim = "# written by codegen\n.specsmith\nCargo.toml\nsrc/lib.rs\nsrc/new.rs\nsrc/runtime/mod.rs\n";
    assert_eq!(place.contents()["out/.specsmith"], claim);
    fs::remove_dir(place.out().join("src/lib.rs")).unwrap();
    place.write(&next, Keep).unwrap();
    assert_eq!(place.counts(&next).unwrap(), [0, 0, 0, 4]);
    assert_eq!(place.contents().len(), 4);
}

#[test]
fn an_interrupted_run_is_mended_by_the_next() {
    let place = Place::new();
    place.write(&small(), Keep).unwrap();
    // As if the power went after the claim and one renaming: the marker has both, a new file is there, a stale one too.
    let next = tree(&[
        ("Cargo.toml", "[package]\n"),
        ("src/new.rs", "new\n"),
        ("src/other.rs", "other\n"),
    ]);
    let claim = "# written by codegen\nCargo.toml\nsrc/lib.rs\nsrc/new.rs\nsrc/other.rs\nsrc/runtime/mod.rs\n";
    place.put(".specsmith", claim);
    place.put("src/new.rs", "half");
    place.write(&next, Keep).unwrap();
    assert_eq!(place.counts(&next).unwrap(), [0, 0, 0, 5]);
    assert_eq!(place.contents().len(), 5);
}

#[cfg(unix)]
#[test]
fn files_have_ordinary_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.write(&small(), Keep).unwrap();
    place.put("ordinary", "");
    let mode = |relative: &str| {
        fs::metadata(place.out().join(relative))
            .unwrap()
            .permissions()
            .mode()
    };
    assert_eq!(mode("Cargo.toml"), mode("ordinary"));
}

#[test]
fn check_lists_all_and_cuts_the_differences() {
    let place = Place::new();
    let lines = |word: &str| {
        (0..90)
            .map(|line| format!("{word} {line}\n"))
            .collect::<String>()
    };
    place
        .write(
            &tree(&[
                ("a.rs", &lines("old")),
                ("b.rs", "old\n"),
                ("gone.rs", "\n"),
            ]),
            Keep,
        )
        .unwrap();
    let next = tree(&[
        ("a.rs", &lines("new")),
        ("b.rs", "new\n"),
        ("came.rs", "\n"),
    ]);
    let before = place.contents();
    let listing = place
        .with(&next, Keep, |drift, _| check::listing(drift))
        .unwrap();
    assert_eq!(place.contents(), before, "nothing is written");
    let first: Vec<String> = listing
        .lines()
        .take(5)
        .map(|line| line.replace(&place.out().display().to_string(), "OUT"))
        .collect();
    assert_eq!(
        first,
        [
            "Missing OUT/came.rs",
            "Changed OUT/.specsmith",
            "Changed OUT/a.rs",
            "Changed OUT/b.rs",
            "Stale   OUT/gone.rs"
        ]
    );
    let diff: Vec<&str> = listing.lines().skip(5).collect();
    assert!(diff.contains(&"-gone.rs") && diff.contains(&"+came.rs") && diff.contains(&"-old 0"));
    assert_eq!(diff.len(), check::DIFF_LINES + 2, "{listing}");
    assert!(diff[100].starts_with("… and ") && diff[100].contains("more lines of differences in "));
    assert_eq!(diff[101], "… and the differences of 1 more file");
}

#[test]
fn differences_can_not_steer_a_terminal() {
    let place = Place::new();
    place
        .write(&tree(&[("a.rs", "old\u{1b}[2J\n")]), Keep)
        .unwrap();
    let next = tree(&[("a.rs", "new\u{202e}\n")]);
    let listing = place
        .with(&next, Keep, |drift, _| check::listing(drift))
        .unwrap();
    assert!(
        listing.contains("-old\\u{1b}[2J\n+new\\u{202e}\n"),
        "{listing}"
    );
}

#[test]
fn the_lock_alone_can_differ() {
    let place = Place::new();
    place.write(&small(), Keep).unwrap();
    fs::write(&place.lock, "others").unwrap();
    assert_eq!(place.counts(&small()).unwrap(), [0, 1, 0, 4]);
    fs::remove_file(&place.lock).unwrap();
    assert_eq!(place.counts(&small()).unwrap(), [1, 0, 0, 4]);
}

#[test]
fn a_tree_that_would_lose_track_of_its_files_is_refused() {
    let place = Place::new();
    let mut unmarked = small();
    unmarked.files.remove(".specsmith");
    let mut unlisted = small();
    unlisted
        .files
        .insert("src/unlisted.rs".to_owned(), String::new().into());
    let twice = tree(&[("src", ""), ("src/lib.rs", "")]);
    let outside = tree(&[("../victim", "")]);
    for wrong in [unmarked, unlisted, twice, outside] {
        let failure = place.write(&wrong, Overwrite).unwrap_err().to_string();
        assert!(failure.contains("a fault of specsmith"), "{failure}");
    }
    assert!(place.contents().is_empty());
}
