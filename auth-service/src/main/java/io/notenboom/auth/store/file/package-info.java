// SPDX-License-Identifier: Apache-2.0
/** File adapters of the ports. */
@NullMarked
package io.notenboom.auth.store.file;

import org.jspecify.annotations.NullMarked;
