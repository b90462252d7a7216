// SPDX-License-Identifier: Apache-2.0
/** The repository checks itself: budgets, documentation, directions between modules. */
@NullMarked
package io.notenboom.e2e.repository;

import org.jspecify.annotations.NullMarked;
