// SPDX-License-Identifier: Apache-2.0
/** Calls to other nodes over HTTP, guarded. */
@NullMarked
package io.notenboom.pdp.peer.http;

import org.jspecify.annotations.NullMarked;
