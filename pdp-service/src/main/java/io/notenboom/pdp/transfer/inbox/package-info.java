// SPDX-License-Identifier: Apache-2.0
/** The receiver's side: what others started, and the steps that the receiver takes on their Tasks. */
@NullMarked
package io.notenboom.pdp.transfer.inbox;

import org.jspecify.annotations.NullMarked;
