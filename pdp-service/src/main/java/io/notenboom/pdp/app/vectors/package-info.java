// SPDX-License-Identifier: Apache-2.0
/** The program that runs files of cases. */
@NullMarked
package io.notenboom.pdp.app.vectors;

import org.jspecify.annotations.NullMarked;
