// SPDX-License-Identifier: Apache-2.0
/** What the Foundation decided about other streams: which certificates count until where, and who won a fork. */
@NullMarked
package io.notenboom.registry.decision;

import org.jspecify.annotations.NullMarked;
