//! A document is read from its own folder: no path, link or special file leads elsewhere.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::fs;

use specsmith::files::Files;
use tempfile::TempDir;
use xtask::confined::{Confined, MAX_FILE};

/// `secret.yaml`, and a folder `spec` with `api.yaml` and `parts/a.yaml`.
fn folder() -> TempDir {
    let root = TempDir::new().unwrap();
    fs::create_dir_all(root.path().join("spec/parts")).unwrap();
    fs::write(root.path().join("secret.yaml"), "secret").unwrap();
    fs::write(root.path().join("spec/api.yaml"), "api").unwrap();
    fs::write(root.path().join("spec/parts/a.yaml"), "a").unwrap();
    root
}

fn around(root: &TempDir) -> Confined {
    Confined::around(&root.path().join("spec/api.yaml")).unwrap()
}

#[test]
fn files_of_the_folder_are_read() {
    let root = folder();
    let files = around(&root);
    assert_eq!(files.entry(), "api.yaml");
    for (path, text) in [
        ("api.yaml", "api"),
        ("./api.yaml", "api"),
        ("parts/a.yaml", "a"),
        ("parts/../api.yaml", "api"),
        ("parts/./a.yaml", "a"),
    ] {
        assert_eq!(files.read(path).as_deref(), Ok(text), "{path}");
    }
}

#[test]
fn no_path_leads_out() {
    let root = folder();
    let files = around(&root);
    let absolute = root.path().join("secret.yaml").display().to_string();
    for path in [
        "../secret.yaml",
        "parts/../../secret.yaml",
        "..",
        "/etc/hostname",
        &absolute,
    ] {
        let why = files.read(path).unwrap_err();
        assert!(
            why.contains("outside of the folder of the document"),
            "{path}: {why}"
        );
    }
    // Back in again is out, too: which folder the document stands in is not its business.
    assert!(files.read("../spec/api.yaml").is_err());
}

#[test]
fn no_network_and_no_drive() {
    let root = folder();
    let files = around(&root);
    for path in [
        "https://example.com/a.yaml",
        "http:a",
        "file:///etc/hostname",
        "C:/a.yaml",
        "c:a.yaml",
    ] {
        let why = files.read(path).unwrap_err();
        assert!(
            why.contains("nothing is read from the network"),
            "{path}: {why}"
        );
    }
    assert!(
        files
            .read("parts\\a.yaml")
            .unwrap_err()
            .contains("separated by `/`")
    );
    assert!(files.read("a\0b").is_err());
}

#[test]
fn what_is_no_text_file_is_said_so() {
    let root = folder();
    let spec = root.path().join("spec");
    fs::write(spec.join("utf16.yaml"), [0xff, 0xfe, b'a', 0]).unwrap();
    fs::write(spec.join("latin1.yaml"), b"a: b\nc: \xe4\n").unwrap();
    let huge = fs::File::create(spec.join("huge.yaml")).unwrap();
    huge.set_len(MAX_FILE + 1).unwrap();
    let files = around(&root);
    assert_eq!(
        files.read("parts").unwrap_err(),
        "it is a folder, not a file"
    );
    assert_eq!(files.read("").unwrap_err(), "it is a folder, not a file");
    assert_eq!(
        files.read("none.yaml").unwrap_err(),
        "there is no such file or folder"
    );
    assert_eq!(
        files.read("api.yaml/x").unwrap_err(),
        "a part of the path is a file, not a folder"
    );
    assert_eq!(
        files.read("utf16.yaml").unwrap_err(),
        "it is UTF-16: save it as UTF-8"
    );
    assert_eq!(
        files.read("latin1.yaml").unwrap_err(),
        "line 2 is not UTF-8: save the file as UTF-8"
    );
    assert_eq!(
        files.read("huge.yaml").unwrap_err(),
        "it has more than 256 MiB"
    );
}

#[test]
fn an_entry_that_is_no_file_is_refused() {
    let root = folder();
    let failure = Confined::around(&root.path().join("spec"))
        .unwrap_err()
        .to_string();
    assert!(failure.contains("is not a file"), "{failure}");
    let failure = Confined::around(&root.path().join("none.yaml"))
        .unwrap_err()
        .to_string();
    assert!(
        failure.contains("there is no such file or folder"),
        "{failure}"
    );
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn a_link_out_of_the_folder_is_refused_and_one_inside_followed() {
        let root = folder();
        let spec = root.path().join("spec");
        symlink("../secret.yaml", spec.join("out.yaml")).unwrap();
        symlink("..", spec.join("up")).unwrap();
        symlink("parts/a.yaml", spec.join("in.yaml")).unwrap();
        symlink("loop.yaml", spec.join("loop.yaml")).unwrap();
        let files = around(&root);
        for path in ["out.yaml", "up/secret.yaml", "up/spec/../secret.yaml"] {
            let why = files.read(path).unwrap_err();
            assert!(
                why.contains("a symbolic link that leads out of the folder of `api.yaml`"),
                "{path}: {why}"
            );
        }
        assert_eq!(files.read("in.yaml").as_deref(), Ok("a"));
        assert!(files.read("loop.yaml").is_err());
    }

    #[test]
    fn an_entry_behind_a_link_keeps_its_name_and_finds_its_neighbours() {
        let root = folder();
        let link = root.path().join("latest.yaml");
        symlink("spec/api.yaml", &link).unwrap();
        let files = Confined::around(&link).unwrap();
        assert_eq!(files.entry(), "latest.yaml");
        assert_eq!(files.read("latest.yaml").as_deref(), Ok("api"));
        assert_eq!(files.read("parts/a.yaml").as_deref(), Ok("a"));
        assert!(files.read("../secret.yaml").is_err());
    }

    #[test]
    fn a_special_file_is_not_opened() {
        let root = folder();
        let _socket = UnixListener::bind(root.path().join("spec/socket")).unwrap();
        assert_eq!(
            around(&root).read("socket").unwrap_err(),
            "it is not an ordinary file"
        );
    }
}
