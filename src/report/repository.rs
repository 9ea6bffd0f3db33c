//! Where the texts are in a repository: code hosts count paths from its root, wherever the run was started.

/// The root of a repository and the current folder, both absolute, with forward slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// The root.
    pub root: String,
    /// The folder that the names of the texts are relative to.
    pub current_folder: String,
}

impl Repository {
    /// A text's path from the root, by its name; the name itself if it is outside.
    #[must_use]
    pub fn host_path(&self, name: &str) -> String {
        let whole =
            if name.starts_with('/') { name.to_owned() } else { format!("{}/{name}", self.current_folder) };
        let mut parts: Vec<&str> = Vec::new();
        for part in whole.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let root: Vec<&str> = self.root.split('/').filter(|part| !part.is_empty()).collect();
        // Standard input is no file.
        let inside = !name.starts_with('<') && parts.len() > root.len();
        match inside.then(|| parts.strip_prefix(root.as_slice())).flatten() {
            Some(inside) => inside.join("/"),
            None => name.to_owned(),
        }
    }
}

/// A path as a URI reference: everything but letters, digits and `-._~/` as `%XX`.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for &byte in path.as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{Repository, uri};

    #[test]
    fn paths_count_from_the_root() {
        let repository =
            Repository { root: "/work/desk".to_owned(), current_folder: "/work/desk/claims/2020".to_owned() };
        for (name, path) in [
            ("a.claims", "claims/2020/a.claims"),
            ("../b.claims", "claims/b.claims"),
            ("../../c.claims", "c.claims"),
            ("../../../other/c.claims", "../../../other/c.claims"),
            ("/work/desk/d.claims", "d.claims"),
            ("/work/desktop/d.claims", "/work/desktop/d.claims"),
            ("<stdin>", "<stdin>"),
        ] {
            assert_eq!(repository.host_path(name), path);
        }
        assert_eq!(uri("desk 1/50%#ä.claims"), "desk%201/50%25%23%C3%A4.claims");
    }
}
