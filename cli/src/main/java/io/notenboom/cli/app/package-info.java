// SPDX-License-Identifier: Apache-2.0
/** Entry point of the operator's commands, with the clock of the machine. */
@NullMarked
package io.notenboom.cli.app;

import org.jspecify.annotations.NullMarked;
