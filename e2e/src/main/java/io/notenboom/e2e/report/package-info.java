// SPDX-License-Identifier: Apache-2.0
/** What a person and a tool get to see of a run. */
@NullMarked
package io.notenboom.e2e.report;

import org.jspecify.annotations.NullMarked;
