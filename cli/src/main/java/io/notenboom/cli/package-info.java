// SPDX-License-Identifier: Apache-2.0
/** The notenboom command: sub-commands for operators. */
@NullMarked
package io.notenboom.cli;

import org.jspecify.annotations.NullMarked;
