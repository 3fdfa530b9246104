% Golden numbers for MdmdSpotterTests: the authors' MDMD.m and the second half of their cmd.m (github
% HeyingGithub/Baseline-project-for-MEGC2020_spotting, commit 7d186cf) on flow that a formula gives. Run with the checkout's MDMD_codes
% as the working folder: octave-cli --no-gui make_mdmd_golden.m > mdmd.json
% Made with GNU Octave 7.3.0. What is theirs and needs files or a compiled part, a picture's reading and the flow, is stood in for here:
% a picture is 26 x 20 times its frame's number, and RLOF_fun below is the flow from one number to another.
1;
function image = imread(path)
  number = regexp(path, 'img(\d+)', 'tokens'){1}{1};
  image = str2double(number) * ones(26, 20);
end
function [u, v] = RLOF_fun(first, second, method)
  [x, y] = meshgrid(0:columns(first)-1, 0:rows(first)-1);
  b = first(1); t = second(1);
  far = 0.1 * (t - b) + 0.8 * sin(0.4 * t) * (x > 7);
  u = far .* sin(0.37 * x + 0.21 * y + 0.05 * b);
  v = far .* cos(0.29 * x - 0.13 * y + 0.03 * t);
end
addpath(pwd);
source_text = fileread('cmd.m');
first = strfind(source_text, 'l= num_frames-2*k;');
last = strfind(source_text, 'save(save_mat_name');
spotting = source_text(first(1):last(1)-1);
cases = {};
for given = [60, 4; 48, 3; 40, 13]'
  dataset = 'ME2'; images_path = {'made', 'up'}; blocks = [6]; auto_k = true; clear predict C
  num_frames = given(1); k = given(2);
  evalc(spotting);
  found = {};
  for p = [1, 30]
    found{end+1} = struct('p', p, 'threshold', predicts{p, 2}, 'frames', find(predicts{p, 3}));
  end
  cases{end+1} = struct('frames', given(1), 'asked', given(2), 'k', k, 'features', cell2mat(RRR)', 'difference', C, 'found', {found});
end
printf('%s\n', jsonencode(cases));
