// SPDX-License-Identifier: Apache-2.0
/** Status lists of others over HTTP. */
@NullMarked
package io.notenboom.auth.store.statuslist;

import org.jspecify.annotations.NullMarked;
