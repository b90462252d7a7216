// SPDX-License-Identifier: Apache-2.0
/** Durable stores on the local file system; made through {@link io.notenboom.registry.store.file.FileStores}. */
@NullMarked
package io.notenboom.registry.store.file;

import org.jspecify.annotations.NullMarked;
