// SPDX-License-Identifier: Apache-2.0
/** The sub-commands of notenboom that need Java. */
@NullMarked
package io.notenboom.cli;

import org.jspecify.annotations.NullMarked;
