// SPDX-License-Identifier: Apache-2.0
/** Telling what happened on the event bus of the node. */
@NullMarked
package io.notenboom.auth.store.bus;

import org.jspecify.annotations.NullMarked;
