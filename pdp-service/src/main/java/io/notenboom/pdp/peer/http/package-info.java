// SPDX-License-Identifier: Apache-2.0
/** The calls over the clients of the service kit. */
@NullMarked
package io.notenboom.pdp.peer.http;

import org.jspecify.annotations.NullMarked;
