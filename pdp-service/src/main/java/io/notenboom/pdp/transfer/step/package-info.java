// SPDX-License-Identifier: Apache-2.0
/** The sender's steps that go on with a transfer. */
@NullMarked
package io.notenboom.pdp.transfer.step;

import org.jspecify.annotations.NullMarked;
