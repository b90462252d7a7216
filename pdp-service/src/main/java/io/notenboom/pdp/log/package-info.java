// SPDX-License-Identifier: Apache-2.0
/** The decision log. */
@NullMarked
package io.notenboom.pdp.log;

import org.jspecify.annotations.NullMarked;
