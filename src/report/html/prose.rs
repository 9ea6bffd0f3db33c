//! A rule's page, which is Markdown, in the parts that a page shows: headings, paragraphs, lists, code.

use serde::Serialize;

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Block {
    Heading { text: String },
    Paragraph { parts: Vec<Part> },
    List { items: Vec<Vec<Part>> },
    Code { text: String },
}

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    text: String,
    code: bool,
}

/// The blocks of a text.
pub(super) fn blocks<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<Block> {
    let mut reading = Reading::default();
    for line in lines {
        reading.line(line);
    }
    reading.end_list();
    reading.blocks.extend(reading.code.map(|text| Block::Code { text }));
    reading.blocks
}

/// What has been read of a text.
#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    /// The items of a list that has not ended.
    items: Vec<Vec<Part>>,
    /// The text of a paragraph, or of the last item of the list.
    open: String,
    is_item: bool,
    /// The code since the fence that opened it.
    code: Option<String>,
}

impl Reading {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") {
            match self.code.take() {
                Some(text) => self.blocks.push(Block::Code { text }),
                None => {
                    self.end_list();
                    self.code = Some(String::new());
                }
            }
        } else if let Some(text) = &mut self.code {
            text.push_str(line);
            text.push('\n');
        } else if let Some(item) = trimmed.strip_prefix("- ") {
            self.end_text();
            self.is_item = true;
            self.open.push_str(item);
        } else if line.starts_with('#') {
            self.end_list();
            self.blocks.push(Block::Heading { text: line.trim_start_matches('#').trim().to_owned() });
        } else if trimmed.is_empty() {
            self.end_list();
        } else {
            if !self.open.is_empty() {
                self.open.push(' ');
            }
            self.open.push_str(line.trim());
        }
    }

    /// Ends the paragraph or the item that is being read.
    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.open);
        if text.is_empty() {
            return;
        }
        let parts = parts(text.trim());
        if self.is_item {
            self.items.push(parts);
        } else {
            self.blocks.push(Block::Paragraph { parts });
        }
    }

    /// Ends the list too.
    fn end_list(&mut self) {
        self.end_text();
        self.is_item = false;
        if !self.items.is_empty() {
            self.blocks.push(Block::List { items: std::mem::take(&mut self.items) });
        }
    }
}

/// A line in stretches of prose and code.
fn parts(line: &str) -> Vec<Part> {
    let parts = line.split('`').enumerate();
    let parts = parts.map(|(number, text)| Part { text: text.to_owned(), code: number % 2 == 1 });
    parts.filter(|part| !part.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Block, Part, blocks};

    fn prose(text: &str) -> Part {
        Part { text: text.to_owned(), code: false }
    }

    #[test]
    fn headings_paragraphs_lists_and_code_are_told_apart() {
        let text = "Two of one.\n\n## Why\nA line\nand more.\n- one `a`\n  goes on\n- two\n```claims\n# no heading\n```\nend";
        let code = Part { text: "a".to_owned(), code: true };
        assert_eq!(
            blocks(text.lines()),
            [
                Block::Paragraph { parts: vec![prose("Two of one.")] },
                Block::Heading { text: "Why".to_owned() },
                Block::Paragraph { parts: vec![prose("A line and more.")] },
                Block::List { items: vec![vec![prose("one "), code, prose(" goes on")], vec![prose("two")]] },
                Block::Code { text: "# no heading\n".to_owned() },
                Block::Paragraph { parts: vec![prose("end")] },
            ]
        );
    }
}
