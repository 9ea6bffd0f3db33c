//! Holds XML against an XSD, as far as the schema of JUnit's XML goes: known elements and attributes, required attributes, and text
//! only where it may stand.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

/// What may stand in an element.
#[derive(Default)]
struct Content {
    /// Its attributes; whether each is required.
    attributes: BTreeMap<String, bool>,
    children: Vec<String>,
    text: bool,
}

/// Asserts that a document fits a schema.
#[track_caller]
pub(crate) fn fits(schema: &str, text: &str) {
    let schema = Document::parse(schema).expect("the schema is XML");
    let elements = schema.root_element().children().filter(|node| node.has_tag_name(xs("element")));
    let known: BTreeMap<String, Content> = elements
        .map(|element| {
            (element.attribute("name").expect("an element has a name").to_owned(), content(element))
        })
        .collect();
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let content = known.get(name).unwrap_or_else(|| panic!("<{name}> is not in the schema"));
        for attribute in node.attributes() {
            assert!(content.attributes.contains_key(attribute.name()), "<{name} {}>", attribute.name());
        }
        for (attribute, required) in &content.attributes {
            assert!(!required || node.has_attribute(attribute.as_str()), "<{name}> lacks {attribute}");
        }
        for child in node.children() {
            match child.is_element() {
                true => assert!(
                    content.children.iter().any(|known| known == child.tag_name().name()),
                    "<{}> in <{name}>",
                    child.tag_name().name()
                ),
                false => {
                    assert!(content.text || child.text().unwrap_or("").trim().is_empty(), "text in <{name}>")
                }
            }
        }
    }
}

fn xs(name: &str) -> (&'static str, &str) {
    ("http://www.w3.org/2001/XMLSchema", name)
}

fn content(element: Node<'_, '_>) -> Content {
    let mut content = Content { text: element.has_attribute("type"), ..Content::default() };
    for node in element.descendants() {
        content.text |= node.attribute("mixed") == Some("true");
        if node.has_tag_name(xs("attribute")) {
            let required = node.attribute("use") == Some("required");
            content.attributes.insert(node.attribute("name").expect("a name").to_owned(), required);
        } else if let Some(child) = node.attribute("ref") {
            content.children.push(child.to_owned());
        }
    }
    content
}

#[test]
fn what_does_not_fit_is_noticed() {
    let schema = include_str!("../schemas/junit-10.xsd");
    fits(schema, "<testsuites/>");
    for wrong in [
        "<testsuites disabled=\"0\"/>",
        "<testsuites>text</testsuites>",
        "<testsuites><testcase name=\"a\"/></testsuites>",
        "<testsuites><testsuite name=\"a\"/></testsuites>",
        "<report/>",
    ] {
        assert!(std::panic::catch_unwind(|| fits(schema, wrong)).is_err(), "{wrong}");
    }
}
