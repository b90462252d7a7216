// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.bench.density;

import org.jspecify.annotations.NullMarked;
