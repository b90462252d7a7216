// SPDX-License-Identifier: Apache-2.0
/** Transfers: the whole use case from Composition to notified receiver, and the receiver's inbox. */
@NullMarked
package io.notenboom.pdp.transfer;

import org.jspecify.annotations.NullMarked;
