// SPDX-License-Identifier: Apache-2.0
/** Event streams, rules, log, enrolment, search. */
@NullMarked
package io.notenboom.registry;

import org.jspecify.annotations.NullMarked;
