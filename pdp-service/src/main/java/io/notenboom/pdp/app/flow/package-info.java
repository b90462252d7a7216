// SPDX-License-Identifier: Apache-2.0
/** Puts the parts of flows together. */
@NullMarked
package io.notenboom.pdp.app.flow;

import org.jspecify.annotations.NullMarked;
