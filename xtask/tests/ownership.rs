//! Whose files are whose: what codegen did not write is never removed, and never overwritten without being told to.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::fs;

use support::{COMMENT, Place, small, tree};
use xtask::folder::Strangers::{Keep, Overwrite};

/// The tree is refused with these words, and nothing changes.
#[track_caller]
fn refused(place: &Place, words: &str) {
    let before = place.contents();
    let failure = place.write(&small(), Keep).unwrap_err().to_string();
    assert!(failure.contains(words), "{failure}");
    assert!(failure.contains("= hint: "), "{failure}");
    assert_eq!(place.contents(), before);
}

#[test]
fn a_folder_with_other_files_is_refused() {
    let place = Place::new();
    place.put("notes.txt", "mine");
    refused(&place, "has files in it, and codegen did not write them");
}

#[test]
fn force_overwrites_what_the_crate_has_and_nothing_else() {
    let place = Place::new();
    place.put("notes.txt", "mine");
    place.put("src/lib.rs", "mine");
    place.put("src/mine.rs", "mine");
    place.write(&small(), Overwrite).unwrap();
    let contents = place.contents();
    assert_eq!(contents["out/src/lib.rs"], "one\n");
    assert_eq!(contents["out/notes.txt"], "mine");
    assert_eq!(contents["out/src/mine.rs"], "mine");
    assert_eq!(contents.len(), 7);
}

#[test]
fn force_does_not_make_files_ours_that_it_did_not_write() {
    let place = Place::new();
    place.put("src/mine.rs", "mine");
    place.write(&small(), Overwrite).unwrap();
    place
        .write(&tree(&[("Cargo.toml", "")]), Overwrite)
        .unwrap();
    let contents = place.contents();
    let names: Vec<&str> = contents.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "names.lock",
            "out/.specsmith",
            "out/Cargo.toml",
            "out/src/mine.rs"
        ]
    );
}

#[test]
fn a_file_that_came_between_is_refused_by_name() {
    let place = Place::new();
    place
        .write(&tree(&[("Cargo.toml", "[package]\n")]), Keep)
        .unwrap();
    place.put("src/lib.rs", "mine");
    refused(&place, "src/lib.rs`, and would overwrite");
    // The same text is no loss to anybody.
    place.put("src/lib.rs", "one\n");
    place.write(&small(), Keep).unwrap();
}

#[test]
fn a_marker_that_leads_out_removes_nothing() {
    for line in [
        "../victim",
        "/etc/hostname",
        "src/../../victim",
        "..",
        ".git/config",
        "C:/x",
        "",
    ] {
        let place = Place::new();
        fs::write(place.root.path().join("victim"), "mine").unwrap();
        place.put(".git/config", "mine");
        place.put(".specsmith", &format!("{COMMENT}\n{line}\n"));
        if !line.is_empty() {
            refused(&place, "is not a marker of codegen");
        }
        place.write(&small(), Overwrite).err();
        let contents = place.contents();
        assert_eq!(contents["victim"], "mine", "{line}");
        assert_eq!(contents["out/.git/config"], "mine", "{line}");
    }
}

#[test]
fn another_program_s_file_is_no_marker() {
    let place = Place::new();
    place.put(".specsmith", "notes.txt\n");
    place.put("notes.txt", "mine");
    refused(&place, "is not a marker of codegen");
}

#[test]
fn an_output_folder_that_is_a_file_is_refused() {
    let place = Place::new();
    fs::write(place.out(), "mine").unwrap();
    refused(&place, "is a file");
}

#[test]
fn an_output_folder_under_a_file_is_refused() {
    let place = Place::new();
    fs::write(place.root.path().join("file"), "mine").unwrap();
    let path = place.root.path().join("file/out");
    let failure = xtask::folder::Folder::open(&path, Keep)
        .unwrap_err()
        .to_string();
    assert!(
        failure.contains("a part of the path is a file, not a folder"),
        "{failure}"
    );
}

#[test]
fn a_folder_in_the_place_of_a_file_is_refused() {
    let place = Place::new();
    place.write(&tree(&[("Cargo.toml", "")]), Keep).unwrap();
    fs::create_dir_all(place.out().join("src/lib.rs")).unwrap();
    refused(&place, "is a folder where a file is needed");
}

#[test]
fn a_file_in_the_place_of_a_folder_is_refused() {
    let place = Place::new();
    place.write(&tree(&[("Cargo.toml", "")]), Keep).unwrap();
    place.put("src", "mine");
    refused(&place, "is a file where a folder is needed");
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn an_output_folder_that_is_a_link_is_refused() {
        let place = Place::new();
        let real = place.root.path().join("real");
        fs::create_dir(&real).unwrap();
        symlink(&real, place.out()).unwrap();
        refused(&place, "is a symbolic link");
        let with_slash = std::path::PathBuf::from(format!("{}/", place.out().display()));
        let failure = xtask::folder::Folder::open(&with_slash, Keep)
            .unwrap_err()
            .to_string();
        assert!(failure.contains("is a symbolic link"), "{failure}");
    }

    #[test]
    fn nothing_is_written_or_removed_through_a_link() {
        let place = Place::new();
        place.write(&small(), Keep).unwrap();
        let elsewhere = place.root.path().join("elsewhere");
        fs::rename(place.out().join("src"), &elsewhere).unwrap();
        symlink(&elsewhere, place.out().join("src")).unwrap();
        refused(&place, "is a symbolic link, which codegen never makes");
        // Not when its files are stale, either, and not by force.
        let before = place.contents();
        for strangers in [Keep, Overwrite] {
            let failure = place
                .write(&tree(&[("Cargo.toml", "")]), strangers)
                .unwrap_err()
                .to_string();
            assert!(failure.contains("is a symbolic link"), "{failure}");
        }
        assert_eq!(place.contents(), before);
    }

    #[test]
    fn a_link_in_the_place_of_a_file_is_refused() {
        let place = Place::new();
        place.write(&small(), Keep).unwrap();
        let victim = place.root.path().join("victim");
        fs::write(&victim, "mine").unwrap();
        fs::remove_file(place.out().join("Cargo.toml")).unwrap();
        symlink(&victim, place.out().join("Cargo.toml")).unwrap();
        refused(&place, "is a symbolic link, which codegen never makes");
        assert_eq!(place.contents()["victim"], "mine");
    }

    #[test]
    fn a_marker_that_is_a_link_is_refused() {
        let place = Place::new();
        let marker = place.root.path().join("marker");
        fs::write(&marker, format!("{COMMENT}\nnotes.txt\n")).unwrap();
        place.put("notes.txt", "mine");
        symlink(&marker, place.out().join(".specsmith")).unwrap();
        refused(&place, "is not a file");
    }
}
