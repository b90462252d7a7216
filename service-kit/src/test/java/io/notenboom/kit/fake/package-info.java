// SPDX-License-Identifier: Apache-2.0
/** Stand-ins that the services' tests use; published as the test jar. */
@NullMarked
package io.notenboom.kit.fake;

import org.jspecify.annotations.NullMarked;
