// SPDX-License-Identifier: Apache-2.0
/** The eOverdracht Task: its states, and the check that an update changes the status only. */
@NullMarked
package io.notenboom.pdp.task;

import org.jspecify.annotations.NullMarked;
