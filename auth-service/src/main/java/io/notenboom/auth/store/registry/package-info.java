// SPDX-License-Identifier: Apache-2.0
/** The registry of this node over HTTP. */
@NullMarked
package io.notenboom.auth.store.registry;

import org.jspecify.annotations.NullMarked;
