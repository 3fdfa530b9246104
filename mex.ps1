# The launcher for Windows, in what Windows' own PowerShell 5.1 understands: see mex, which does the same.
$ErrorActionPreference = 'Stop'
if (-not $env:Torch) { $env:Torch = 'cpu' }
switch ($env:Torch) {
    'cpu' { $artifacts = Join-Path $PSScriptRoot 'artifacts' }
    'cuda' { $artifacts = Join-Path (Join-Path $PSScriptRoot 'artifacts') 'torch-cuda' }
    default { [Console]::Error.WriteLine("mex: Torch=$env:Torch is not known: expected cpu or cuda"); exit 2 }
}
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine('mex: the .NET SDK is missing (global.json names the version): see https://dotnet.microsoft.com/download')
    exit 2
}
$stamp = Join-Path $artifacts '.built-MicroExpressions.Cli.csproj'
function Test-Fresh {
    if (-not (Test-Path $stamp)) { return $false }
    $built = [IO.File]::GetLastWriteTimeUtc($stamp)
    $sources = @(Get-ChildItem -File -Path $PSScriptRoot | Where-Object { $_.Extension -in '.props', '.targets' -or $_.Name -eq 'global.json' }) +
        @(Get-ChildItem -File -Recurse -Path (Join-Path $PSScriptRoot 'src'), (Join-Path $PSScriptRoot 'data-manifests') | Where-Object { $_.Extension -ne '.md' })
    return -not ($sources | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1)
}
if (-not (Test-Fresh)) {
    [void](New-Item -ItemType Directory -Force -Path $artifacts)
    $lock = $null
    while (-not $lock) {
        try { $lock = [IO.File]::Open((Join-Path $artifacts '.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
    try {
        if (-not (Test-Fresh)) {
            [Console]::Error.WriteLine("mex: building MicroExpressions.Cli ($env:Torch torch)")
            $started = [DateTime]::UtcNow
            $log = Join-Path $artifacts 'build.log'
            & dotnet build (Join-Path (Join-Path $PSScriptRoot 'src') 'MicroExpressions.Cli') -c Release -v quiet '-clp:NoSummary' | Out-File -Encoding utf8 $log
            if ($LASTEXITCODE -ne 0) {
                if (Select-String -Quiet -Path $log -Pattern 'error NU1301') {
                    $missing = & dotnet restore (Join-Path (Join-Path $PSScriptRoot 'src') 'MicroExpressions.Cli') --source $artifacts |
                        Select-String 'NU110[1-3]: Unable to find [a-z ]*package (\S*[^\s.])' | ForEach-Object { $_.Matches[0].Groups[1].Value } | Sort-Object -Unique
                    [Console]::Error.WriteLine("mex: no source of packages answered, and these are not on this machine: $missing")
                    [Console]::Error.WriteLine("mex: connect to the network and start again, or name a folder that holds them: dotnet nuget add source FOLDER (the whole log: $log)")
                    exit 2
                }
                Get-Content $log | ForEach-Object { [Console]::Error.WriteLine($_) }
                [Console]::Error.WriteLine("mex: the build failed; the whole log: $log")
                exit 2
            }
            [IO.File]::WriteAllText($stamp, '')
            [IO.File]::SetLastWriteTimeUtc($stamp, $started)
        }
    }
    finally { $lock.Dispose() }
}
& dotnet ([IO.Path]::Combine($artifacts, 'bin', 'MicroExpressions.Cli', 'release', 'mex.dll')) @args
exit $LASTEXITCODE
