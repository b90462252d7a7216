// SPDX-License-Identifier: Apache-2.0
/** The forms in which a receiver is told that a Task changed. */
@NullMarked
package io.notenboom.pdp.transfer.notification;

import org.jspecify.annotations.NullMarked;
