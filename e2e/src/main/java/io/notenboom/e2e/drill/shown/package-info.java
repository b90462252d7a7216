// SPDX-License-Identifier: Apache-2.0
/** Lines of drills that tests, documents and commands of this source tree show. */
@NullMarked
package io.notenboom.e2e.drill.shown;

import org.jspecify.annotations.NullMarked;
