// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.auth.restoration;

import org.jspecify.annotations.NullMarked;
