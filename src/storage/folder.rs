//! A local folder as storage: what comes stands in `incoming`, what is kept in a folder named by the end of its id.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use futures_util::FutureExt;
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncWriteExt};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::{Incoming, Storage, Work};

/// Where uploads stand until they are kept.
const INCOMING: &str = "incoming";

/// A local folder that nobody but the service reads.
#[derive(Debug, Clone)]
pub struct LocalFolder {
    root: PathBuf,
}

impl LocalFolder {
    /// The folder, made where it is missing.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn at(root: &Path) -> io::Result<Self> {
        make_folder(&root.join(INCOMING))?;
        Ok(Self { root: root.to_owned() })
    }

    /// The last letters of an id are random; the first ones are a time.
    fn path_of(&self, id: Uuid) -> PathBuf {
        let name = id.to_string();
        let random = name.get(34..).unwrap_or_default();
        self.root.join(random).join(&name)
    }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

impl Storage for LocalFolder {
    fn begin(&self) -> Work<'_, Box<dyn Incoming>> {
        async move {
            let path = self.root.join(INCOMING).join(Uuid::new_v4().to_string());
            let open = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
            let upload = Upload { folder: self.clone(), file: File::from_std(open), path: Some(path) };
            let incoming: Box<dyn Incoming> = Box::new(upload);
            Ok(incoming)
        }
        .boxed()
    }

    fn open(&self, id: Uuid) -> Work<'_, Option<Box<dyn AsyncRead + Send + Unpin>>> {
        async move {
            let opened = there(File::open(self.path_of(id)).await)?;
            Ok(opened.map(|file| -> Box<dyn AsyncRead + Send + Unpin> { Box::new(file) }))
        }
        .boxed()
    }

    fn remove(&self, id: Uuid) -> Work<'_, ()> {
        async move { there(tokio::fs::remove_file(self.path_of(id)).await).map(drop) }.boxed()
    }

    fn kept_before(&self, instant: SystemTime) -> Work<'_, Vec<Uuid>> {
        async move {
            let incoming = self.root.join(INCOMING);
            for upload in old_files(incoming.clone(), instant).await? {
                there(tokio::fs::remove_file(incoming.join(upload)).await)?;
            }
            let mut kept = Vec::new();
            for shelf in (0..=u8::MAX).map(|shelf| self.root.join(format!("{shelf:02x}"))) {
                let names = old_files(shelf, instant).await?;
                kept.extend(names.iter().filter_map(|name| name.to_str()?.parse::<Uuid>().ok()));
            }
            Ok(kept)
        }
        .boxed()
    }
}

/// The files in a folder that were written before an instant; of a folder that is not there, none. One folder at a time: what
/// is begun on a thread of its own goes on when nobody waits for it any more.
async fn old_files(folder: PathBuf, instant: SystemTime) -> io::Result<Vec<OsString>> {
    spawn_blocking(move || files_before(&folder, instant)).await?
}

fn files_before(folder: &Path, instant: SystemTime) -> io::Result<Vec<OsString>> {
    let entries = match fs::read_dir(folder) {
        // What other programs leave here is nobody's business.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(Vec::new()),
        entries => there(entries)?,
    };
    let mut names = Vec::new();
    for entry in entries.into_iter().flatten() {
        let entry = entry?;
        let file = there(entry.metadata())?.filter(fs::Metadata::is_file);
        let written = file.map(|file| file.modified()).transpose()?;
        if written.is_some_and(|written| written < instant) {
            names.push(entry.file_name());
        }
    }
    Ok(names)
}

/// What was done to a file, or `None` where it is not there, because somebody else removed it meanwhile.
fn there<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A file on its way.
struct Upload {
    folder: LocalFolder,
    file: File,
    /// Where it stands until it is kept.
    path: Option<PathBuf>,
}

impl Drop for Upload {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            // What can't be removed now is removed with other old uploads.
            fs::remove_file(path).ok();
        }
    }
}

impl Incoming for Upload {
    fn write<'a>(&'a mut self, bytes: &'a [u8]) -> Work<'a, ()> {
        self.file.write_all(bytes).boxed()
    }

    fn look(&mut self) -> Work<'_, Box<dyn Read + Send>> {
        async move {
            self.file.flush().await?;
            let path = self.path.clone().unwrap_or_default();
            let open = spawn_blocking(move || fs::File::open(path)).await??;
            let bytes: Box<dyn Read + Send> = Box::new(open);
            Ok(bytes)
        }
        .boxed()
    }

    fn keep(mut self: Box<Self>, id: Uuid) -> Work<'static, ()> {
        async move {
            self.file.flush().await?;
            self.file.sync_all().await?;
            let (to, from) = (self.folder.path_of(id), self.path.clone().unwrap_or_default());
            spawn_blocking(move || place(&from, &to)).await??;
            self.path = None;
            Ok(())
        }
        .boxed()
    }
}

/// Moves a written file to its place, so that a crash does not lose the name.
fn place(from: &Path, to: &Path) -> io::Result<()> {
    let shelf = to.parent().unwrap_or(to);
    make_folder(shelf)?;
    fs::rename(from, to)?;
    fs::File::open(shelf)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::AsyncReadExt;

    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            Self(std::env::temp_dir().join(format!("thidua-storage-{}", Uuid::new_v4())))
        }

        fn names(&self) -> Vec<String> {
            let mut names = Vec::new();
            for shelf in fs::read_dir(&self.0).unwrap() {
                let files = fs::read_dir(shelf.unwrap().path()).unwrap();
                names.extend(files.map(|file| file.unwrap().file_name().into_string().unwrap()));
            }
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    #[tokio::test]
    async fn what_is_kept_is_read_again_and_what_is_dropped_leaves_nothing() {
        let folder = Folder::new();
        let storage = LocalFolder::at(&folder.0).unwrap();
        let mut upload = storage.begin().await.unwrap();
        upload.write(b"first ").await.unwrap();
        upload.write(b"second").await.unwrap();
        let mut seen = String::new();
        upload.look().await.unwrap().read_to_string(&mut seen).unwrap();
        assert_eq!(seen, "first second");
        let id = Uuid::now_v7();
        upload.keep(id).await.unwrap();
        let mut dropped = storage.begin().await.unwrap();
        dropped.write(b"half").await.unwrap();
        drop(dropped);
        assert_eq!(folder.names(), [id.to_string()]);
        let mut read = String::new();
        storage.open(id).await.unwrap().unwrap().read_to_string(&mut read).await.unwrap();
        assert_eq!(read, "first second");
        storage.remove(id).await.unwrap();
        storage.remove(id).await.unwrap();
        assert!(storage.open(id).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn what_a_crash_left_is_removed_when_it_is_old() {
        let folder = Folder::new();
        let storage = LocalFolder::at(&folder.0).unwrap();
        let mut upload = storage.begin().await.unwrap();
        upload.write(b"kept").await.unwrap();
        let id = Uuid::now_v7();
        upload.keep(id).await.unwrap();
        let mut lost = storage.begin().await.unwrap();
        lost.write(b"lost").await.unwrap();
        std::mem::forget(lost);
        let written = fs::metadata(storage.path_of(id)).unwrap().modified().unwrap();
        assert!(storage.kept_before(written - Duration::from_hours(1)).await.unwrap().is_empty());
        assert_eq!(folder.names().len(), 2);
        assert_eq!(storage.kept_before(written + Duration::from_hours(1)).await.unwrap(), [id]);
        assert_eq!(folder.names(), [id.to_string()]);
    }

    #[tokio::test]
    async fn what_other_programs_leave_is_neither_touched_nor_told() {
        let folder = Folder::new();
        let storage = LocalFolder::at(&folder.0).unwrap();
        let shelf = |name: &str| folder.0.join(name);
        fs::create_dir(shelf("lost+found")).unwrap();
        fs::write(shelf("lost+found").join(Uuid::now_v7().to_string()), "").unwrap();
        fs::write(shelf("0f"), "a file where a shelf could be").unwrap();
        for name in [INCOMING, "f0"] {
            fs::create_dir_all(shelf(name).join(Uuid::now_v7().to_string())).unwrap();
        }
        fs::write(shelf("f0").join("notes.txt"), "").unwrap();
        let written = fs::metadata(shelf("0f")).unwrap().modified().unwrap();
        let later = written + Duration::from_hours(1);
        assert!(storage.kept_before(later).await.unwrap().is_empty());
        let kept = |name: &str| fs::read_dir(shelf(name)).unwrap().count();
        assert_eq!(["lost+found", INCOMING, "f0"].map(kept), [1, 1, 2]);
    }
}
