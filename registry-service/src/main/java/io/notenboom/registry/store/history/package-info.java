// SPDX-License-Identifier: Apache-2.0
/** The mark of how far the history was verified, as a file. */
@NullMarked
package io.notenboom.registry.store.history;

import org.jspecify.annotations.NullMarked;
