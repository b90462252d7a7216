// SPDX-License-Identifier: Apache-2.0
/** The rows of nuts-pxp, kept as flows. */
@NullMarked
package io.notenboom.pdp.pip;

import org.jspecify.annotations.NullMarked;
