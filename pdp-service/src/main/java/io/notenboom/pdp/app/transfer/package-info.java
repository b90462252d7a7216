// SPDX-License-Identifier: Apache-2.0
/** Puts the parts of both sides of transfers together. */
@NullMarked
package io.notenboom.pdp.app.transfer;

import org.jspecify.annotations.NullMarked;
