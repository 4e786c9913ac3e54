//! The browser's database: texts under keys, in stores.

use std::cell::RefCell;
use std::rc::Rc;

use idb::{DatabaseEvent, Factory, KeyRange, ObjectStoreParams, Query};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, IdbDatabase, IdbTransaction, IdbTransactionMode};

/// The reason why something could not be stored or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StorageError {
    /// There is no room left for it.
    Full,
    /// The page may not use the database: it stands in a sandbox, or the visitor forbids it.
    Forbidden,
    /// A newer version of the page has taken the database over.
    Newer,
    /// Something else, in the browser's words.
    Failed(String),
}

/// A change of what is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// Stores a text under a key.
    Put { store: &'static str, key: String, text: String },
    /// Removes what is stored under a key.
    Delete { store: &'static str, key: String },
    /// Removes everything from one key on, up to another that stays.
    DeleteRange { store: &'static str, from: String, before: String },
}

/// The outcome of writing changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Written {
    /// They are stored, all of them.
    Yes,
    /// None of them is stored, since keys that had to be free are taken. These are the keys and
    /// their texts.
    No(Vec<(String, String)>),
}

/// A range of keys of a store.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range<'a> {
    /// The store.
    pub(crate) store: &'static str,
    /// The first key.
    pub(crate) from: &'a str,
    /// The first key that is no longer part of the range.
    pub(crate) before: &'a str,
}

/// A database, which is opened when it is first needed and again when the browser has closed it.
#[derive(Clone)]
pub(crate) struct Database {
    name: &'static str,
    version: u32,
    stores: &'static [&'static str],
    opened: Rc<RefCell<Option<IdbDatabase>>>,
}

impl Database {
    /// A database with stores.
    pub(crate) fn new(name: &'static str, version: u32, stores: &'static [&'static str]) -> Self {
        Self { name, version, stores, opened: Rc::default() }
    }

    /// Opens the database, where that is not done yet.
    ///
    /// # Errors
    /// The browser does not open it.
    pub(crate) async fn open(&self) -> Result<(), StorageError> {
        self.connection().await.map(drop)
    }

    async fn connection(&self) -> Result<IdbDatabase, StorageError> {
        if let Some(opened) = self.opened.borrow().clone() {
            return Ok(opened);
        }
        let factory = Factory::new().map_err(|_| StorageError::Forbidden)?;
        let mut request = factory.open(self.name, Some(self.version)).map_err(failed)?;
        let stores = self.stores;
        request.on_upgrade_needed(move |event| {
            let Ok(database) = event.database() else { return };
            let there = database.store_names();
            for store in stores.iter().filter(|store| !there.iter().any(|it| it == *store)) {
                // If this fails, writing to the store fails later, and that is reported.
                drop(database.create_object_store(store, ObjectStoreParams::new()));
            }
        });
        let mut database = request.await.map_err(failed)?;
        // A newer version of the page must not wait for this one. A database that the browser
        // closes, as when the visitor clears it, is opened anew.
        let (forget, close) = (self.opened.clone(), self.opened.clone());
        database.on_close(move |_| drop(forget.borrow_mut().take()));
        database.on_version_change(move |_| {
            if let Some(opened) = close.borrow_mut().take() {
                opened.close();
            }
        });
        database.forget_callbacks();
        let opened = IdbDatabase::from(database);
        *self.opened.borrow_mut() = Some(opened.clone());
        Ok(opened)
    }

    /// Begins a transaction of all stores. Opens the database anew once, where the connection is
    /// dead.
    async fn transaction(&self, writes: bool) -> Result<IdbTransaction, StorageError> {
        let mode =
            if writes { IdbTransactionMode::Readwrite } else { IdbTransactionMode::Readonly };
        let stores = self.stores.iter().map(|store| JsValue::from(*store));
        let stores = JsValue::from(stores.collect::<js_sys::Array>());
        let begin = |it: &IdbDatabase| it.transaction_with_str_sequence_and_mode(&stores, mode);
        if let Ok(transaction) = begin(&self.connection().await?) {
            return Ok(transaction);
        }
        drop(self.opened.borrow_mut().take());
        begin(&self.connection().await?).map_err(|error| of_value(&error))
    }

    /// The text under a key.
    ///
    /// # Errors
    /// The browser does not read it.
    pub(crate) async fn get(
        &self,
        store: &'static str,
        key: &str,
    ) -> Result<Option<String>, StorageError> {
        let transaction = idb::Transaction::from(self.transaction(false).await?);
        let store = transaction.object_store(store).map_err(failed)?;
        let found = store.get(JsValue::from(key)).map_err(failed)?.await.map_err(failed)?;
        Ok(found.and_then(|value| value.as_string()))
    }

    /// The keys and texts of a store, in the order of the keys; those of a range, where one is
    /// named.
    ///
    /// # Errors
    /// The browser does not read them.
    pub(crate) async fn all(
        &self,
        store: &'static str,
        range: Option<(&str, &str)>,
    ) -> Result<Vec<(String, String)>, StorageError> {
        let transaction = idb::Transaction::from(self.transaction(false).await?);
        read_range(&transaction, store, range).await
    }

    /// Carries out changes, all or none. With `unless`, nothing is changed if anything is stored in
    /// that range.
    ///
    /// # Errors
    /// Nothing was changed: there is no room, or the browser does not write.
    pub(crate) async fn write(
        &self,
        unless: Option<Range<'_>>,
        changes: &[Change],
    ) -> Result<Written, StorageError> {
        let inner = self.transaction(true).await?;
        let transaction = idb::Transaction::from(inner.clone());
        if let Some(Range { store, from, before }) = unless {
            let found = read_range(&transaction, store, Some((from, before))).await?;
            if !found.is_empty() {
                return Ok(Written::No(found));
            }
        }
        for change in changes {
            match change {
                Change::Put { store, key, text } => {
                    let store = transaction.object_store(store).map_err(failed)?;
                    let key = JsValue::from(key.as_str());
                    drop(store.put(&JsValue::from(text.as_str()), Some(&key)).map_err(failed)?);
                }
                Change::Delete { store, key } => {
                    let store = transaction.object_store(store).map_err(failed)?;
                    drop(store.delete(JsValue::from(key.as_str())).map_err(failed)?);
                }
                Change::DeleteRange { store, from, before } => {
                    let store = transaction.object_store(store).map_err(failed)?;
                    drop(store.delete(between(from, before)?).map_err(failed)?);
                }
            }
        }
        // The browser finishes a commit even if the page is closed before it answers.
        let done = transaction.commit().map_err(failed)?.await;
        match done {
            Ok(idb::TransactionResult::Committed) => Ok(Written::Yes),
            Ok(idb::TransactionResult::Aborted) | Err(_) => Err(match inner.error() {
                Some(error) => of_exception(&error),
                None => StorageError::Failed("the browser broke it off".to_owned()),
            }),
        }
    }
}

async fn read_range(
    transaction: &idb::Transaction,
    store: &'static str,
    range: Option<(&str, &str)>,
) -> Result<Vec<(String, String)>, StorageError> {
    let store = transaction.object_store(store).map_err(failed)?;
    let query = match range {
        Some((from, before)) => Some(Query::from(between(from, before)?)),
        None => None,
    };
    // Both listen from now on, so that neither answer is missed.
    let keys = store.get_all_keys(query.clone(), None).map_err(failed)?.into_future();
    let texts = store.get_all(query, None).map_err(failed)?.into_future();
    let keys = keys.await.map_err(failed)?;
    let texts = texts.await.map_err(failed)?;
    let both = keys.into_iter().zip(texts);
    Ok(both.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect())
}

fn between(from: &str, before: &str) -> Result<KeyRange, StorageError> {
    KeyRange::bound(&from.into(), &before.into(), Some(false), Some(true)).map_err(failed)
}

#[expect(clippy::needless_pass_by_value, reason = "it is called with what `map_err` hands over")]
fn failed(error: idb::Error) -> StorageError {
    match &error {
        idb::Error::DomException(exception) => of_exception(exception),
        idb::Error::IndexedDbOpenFailed(value)
        | idb::Error::TransactionOpenFailed(value)
        | idb::Error::UpdateFailed(value)
        | idb::Error::TransactionCommitError(value) => of_value(value),
        other => StorageError::Failed(other.to_string()),
    }
}

fn of_value(value: &JsValue) -> StorageError {
    match value.dyn_ref::<DomException>() {
        Some(exception) => of_exception(exception),
        None => StorageError::Failed("the browser does not say why".to_owned()),
    }
}

fn of_exception(exception: &DomException) -> StorageError {
    match exception.name().as_str() {
        "QuotaExceededError" => StorageError::Full,
        "SecurityError" | "InvalidAccessError" => StorageError::Forbidden,
        "VersionError" => StorageError::Newer,
        name => StorageError::Failed(format!("{name}: {}", exception.message())),
    }
}
