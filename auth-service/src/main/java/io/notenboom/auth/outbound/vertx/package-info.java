// SPDX-License-Identifier: Apache-2.0
/** Outbound HTTPS with Vert.x, only to addresses that may be contacted. */
@NullMarked
package io.notenboom.auth.outbound.vertx;

import org.jspecify.annotations.NullMarked;
