// SPDX-License-Identifier: Apache-2.0
/** The AuthZEN Authorization API 1.0: questions, answers, searches, and what answers them. */
@NullMarked
package io.notenboom.pdp.authzen;

import org.jspecify.annotations.NullMarked;
