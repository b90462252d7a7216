// SPDX-License-Identifier: Apache-2.0
/** Entry points: what runs as a process, with the clock of the machine. */
@NullMarked
package io.notenboom.e2e.app;

import org.jspecify.annotations.NullMarked;
