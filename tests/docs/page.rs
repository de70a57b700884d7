//! A page, its blocks, and how they run.

use std::fs;
use std::iter;
use std::path::Path;
use std::process::Command;

use super::service::{Folder, free_address};

/// The addresses that pages name, and that a test replaces: of the sample, and of a service that a page starts.
const SAMPLE_ADDRESS: &str = "127.0.0.1:8080";
const OWN_ADDRESS: &str = "127.0.0.1:8090";
/// How long the commands of a page may take, in seconds.
const PATIENCE: &str = "120";

/// A page of the documentation.
pub struct Page {
    /// Its path in the repository.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// A fenced block.
struct Block<'a> {
    /// The line of its first fence.
    line: usize,
    /// What stands behind the first fence: the language, and for a block that does not run the reason.
    info: &'a str,
    text: String,
}

impl Page {
    /// A page with this text.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// README.md and everything in docs/.
    pub fn all() -> Vec<Self> {
        let mut paths: Vec<_> = fs::read_dir(root().join("docs"))
            .unwrap()
            .map(|entry| format!("docs/{}", entry.unwrap().file_name().to_str().unwrap()))
            .collect();
        paths.sort();
        paths.insert(0, "README.md".to_owned());
        paths.iter().map(|path| Self::new(path, &fs::read_to_string(root().join(path)).unwrap())).collect()
    }

    fn blocks(&self) -> Vec<Block<'_>> {
        let mut blocks: Vec<Block<'_>> = Vec::new();
        let mut is_open = false;
        for (index, line) in self.text.lines().enumerate() {
            match line.trim_start().strip_prefix("```") {
                Some(info) if !is_open => blocks.push(Block { line: index + 1, info, text: String::new() }),
                None if is_open => {
                    let text = &mut blocks.last_mut().unwrap().text;
                    text.push_str(line);
                    text.push('\n');
                }
                None => continue,
                Some(_) => {}
            }
            if line.trim_start().starts_with("```") {
                is_open = !is_open;
            }
        }
        blocks
    }

    /// Runs the page's `sh` blocks in order in one shell, at the top of the repository, with the built binary first on
    /// the path. What they leave behind goes into the folder.
    pub fn run(&self, address: &str, folder: &Folder) -> Result<(), String> {
        let binary = Path::new(env!("CARGO_BIN_EXE_thidua")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = iter::once(binary.to_owned()).chain(std::env::split_paths(&path));
        let output = Command::new("timeout")
            .args([PATIENCE, "bash", "-euo", "pipefail", "-c", &self.script(address)])
            .current_dir(root())
            .env_clear()
            .env("PATH", std::env::join_paths(path).unwrap())
            .env("TMPDIR", &folder.0)
            .output()
            .unwrap();
        if output.status.success() {
            return Ok(());
        }
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let lines: Vec<_> = said.lines().collect();
        let end = lines[lines.len().saturating_sub(60)..].join("\n");
        Err(format!("{} stopped with {}:\n{end}", self.path, output.status))
    }

    fn script(&self, address: &str) -> String {
        let blocks = self.blocks();
        let run = blocks.iter().filter(|block| block.info == "sh");
        let parts = run.map(|block| format!("echo '=== {}:{}'\n{}", self.path, block.line, block.text));
        let script: String =
            iter::once("trap 'echo \"failed: $BASH_COMMAND\" >&2' ERR\n".to_owned()).chain(parts).collect();
        script.replace(SAMPLE_ADDRESS, address).replace(OWN_ADDRESS, &free_address())
    }

    /// Blocks of commands that neither run nor give a reason.
    pub fn unexplained_blocks(&self) -> Vec<String> {
        let is_unexplained = |block: &&Block<'_>| {
            let reason = block.info.strip_prefix("sh ignore").map(str::trim);
            match reason {
                Some(reason) => !(reason.starts_with('(') && reason.ends_with(')') && reason.len() > 10),
                None => block.info.is_empty() || block.info.starts_with("sh") && block.info != "sh",
            }
        };
        let blocks = self.blocks();
        let unexplained = blocks.iter().filter(is_unexplained);
        unexplained.map(|block| format!("{}:{}: ```{}", self.path, block.line, block.info)).collect()
    }

    /// Links to files that are not there.
    pub fn broken_links(&self) -> Vec<String> {
        let folder = root().join(&self.path).parent().unwrap().to_owned();
        let is_heading = |target: &str| {
            let headings = self.text.lines().filter_map(|line| line.strip_prefix("## "));
            headings.map(|heading| heading.to_lowercase().replace(' ', "-")).any(|heading| heading == target)
        };
        let is_there = |target: &str| match target.strip_prefix('#') {
            Some(heading) => is_heading(heading),
            None => folder.join(target).exists(),
        };
        let targets = self.text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        targets
            .filter(|target| !target.contains("://") && !is_there(target))
            .map(|target| format!("{}: {target}", self.path))
            .collect()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
